package dev.bimgate.gateway.token;

import java.time.Duration;

/**
 * The bounds of a {@link TokenGate}.
 *
 * @param maxRemembered tokens remembered at most
 * @param maxRememberedBytes bytes (estimated) that they take at most
 * @param rememberFor a token is verified afresh after this time, even if it lives longer
 * @param threads verification threads
 * @param maxQueued tokens waiting for such a thread at most; beyond, 503
 */
public record TokenGateOptions(
    int maxRemembered, long maxRememberedBytes, Duration rememberFor, int threads, int maxQueued) {

  /** The product's bounds: 100,000 tokens, 64 MiB, one hour, two threads, 2,000 waiting. */
  public static TokenGateOptions defaults() {
    return new TokenGateOptions(100_000, 64L << 20, Duration.ofHours(1), 2, 2_000);
  }
}
