package dev.bimgate.gateway.token;

import java.time.Duration;

/**
 * The bounds of a {@link TokenGate}.
 *
 * @param maxRememberedBytes the most bytes (estimated) of cached tokens
 * @param rememberFor how long a token is cached, even if it is valid longer
 * @param threads verification threads
 * @param maxQueued the most tokens that wait for such a thread; beyond, 503
 */
public record TokenGateOptions(
    long maxRememberedBytes, Duration rememberFor, int threads, int maxQueued) {

  /** The defaults: tokens are cached for one hour, two threads, 2,000 waiting. */
  public static TokenGateOptions remembering(long maxBytes) {
    return new TokenGateOptions(maxBytes, Duration.ofHours(1), 2, 2_000);
  }
}
