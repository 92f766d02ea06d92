package dev.bimgate.gateway.token;

import java.time.Duration;

/**
 * The limits of an {@link IssuerKeys}.
 *
 * @param fetchInterval from the start of one fetch of keys to the start of the next, at least
 * @param refetchEvery keys that are held are fetched again after this time
 * @param documentInterval from the start of one fetch of the discovery document to the start of the
 *     next, at least
 * @param documentFreshFor the document is not fetched again within this time, unless a fetch of the
 *     keys that it names fails
 * @param fetchTimeout each of the two must be there within this time
 * @param maxBytes each of the two at most
 * @param maxWaiting tokens that wait for one fetch at most; beyond, 503
 */
public record IssuerKeysOptions(
    Duration fetchInterval,
    Duration refetchEvery,
    Duration documentInterval,
    Duration documentFreshFor,
    Duration fetchTimeout,
    int maxBytes,
    int maxWaiting) {

  /**
   * The contract's limits: keys each 10 s at most, and every five minutes; the document once a
   * minute at most, and every five; 5 s, 1 MB; and 1,000 waiting.
   */
  public static IssuerKeysOptions defaults() {
    return new IssuerKeysOptions(
        Duration.ofSeconds(10),
        Duration.ofMinutes(5),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofSeconds(5),
        1_000_000,
        1_000);
  }
}
