package dev.bimgate.gateway.token;

import java.time.Duration;

/**
 * The limits of an {@link IssuerKeys}.
 *
 * @param fetchInterval from the start of one fetch to the start of the next, at least
 * @param refetchEvery keys that are held are fetched again after this time
 * @param fetchTimeout the discovery document, and then the keys, must each be there within
 * @param maxBytes each of the two documents at most
 * @param maxWaiting tokens that wait for one fetch at most; beyond, 503
 */
public record IssuerKeysOptions(
    Duration fetchInterval,
    Duration refetchEvery,
    Duration fetchTimeout,
    int maxBytes,
    int maxWaiting) {

  /** The contract's limits: 10 s, five minutes, 5 s, 1 MB; and 1,000 waiting. */
  public static IssuerKeysOptions defaults() {
    return new IssuerKeysOptions(
        Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofSeconds(5), 1_000_000, 1_000);
  }
}
