package dev.bimgate.gateway.token;

import java.time.Duration;

/**
 * The bounds of a {@link TokenGate}.
 *
 * @param maxRememberedBytes bytes (estimated) that remembered tokens take at most
 * @param rememberFor a token is verified afresh after this time, even if it lives longer
 * @param threads verification threads
 * @param maxQueued tokens waiting for such a thread at most; beyond, 503
 */
public record TokenGateOptions(
    long maxRememberedBytes, Duration rememberFor, int threads, int maxQueued) {

  /** The product's bounds: tokens are remembered for one hour, two threads, 2,000 waiting. */
  public static TokenGateOptions remembering(long maxBytes) {
    return new TokenGateOptions(maxBytes, Duration.ofHours(1), 2, 2_000);
  }
}
