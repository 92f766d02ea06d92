package dev.bimgate.gateway.journey;

import java.util.List;
import java.util.Set;

/**
 * One rule of caching as a conversation of client, gateway and Bimplus.
 *
 * @param section where the rule comes from, e.g. {@code RFC 9111, 5.2.2.5}
 * @param sentence the rule
 * @param modes the gateways it is run with
 * @param departures the words for what {@code configured} does otherwise here, as in {@code
 *     docs/caching.md}
 */
record CachingCase(
    String section,
    String sentence,
    Set<String> modes,
    Set<String> departures,
    List<CachingExchange> exchanges) {

  /**
   * Whether the gateway that counts its own times is to answer otherwise than the one that obeys.
   */
  boolean departs() {
    return exchanges.stream().anyMatch(exchange -> exchange.expected().containsKey("configured"));
  }

  @Override
  public String toString() {
    return section + ": " + sentence;
  }
}
