package dev.bimgate.gateway.token.keys;

import java.time.Duration;

/**
 * The limits of an {@link IssuerKeys}.
 *
 * @param fetchInterval the least time between starts of two key fetches
 * @param refetchEvery the period of key fetches while keys are present
 * @param documentInterval the least time between starts of two fetches of the discovery document
 * @param documentFreshFor the TTL of the document, unless a fetch of the keys that it names fails
 * @param fetchTimeout the limit for each of the two documents
 * @param maxBytes the limit for each of the two documents
 * @param maxWaiting the most tokens that wait for one fetch; beyond, 503
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
   * The defaults: keys at most every 10 s and at least every five minutes; the document at most
   * once a minute, with a TTL of five; 5 s, 1 MB; 1,000 waiting.
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
