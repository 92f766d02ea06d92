package dev.bimgate.gateway.journey;

import java.util.List;
import java.util.Set;

/**
 * One caching rule as a conversation of client, gateway and Bimplus.
 *
 * @param section the source of the rule, e.g. {@code RFC 9111, 5.2.2.5}
 * @param sentence the rule
 * @param modes the gateways it is run with
 * @param departures what {@code configured} does otherwise here, in the words of {@code
 *     docs/caching.md}
 */
record CachingCase(
    String section,
    String sentence,
    Set<String> modes,
    Set<String> departures,
    List<CachingExchange> exchanges) {

  /** Whether the mode {@code configured} must respond otherwise than {@code upstream}. */
  boolean departs() {
    return exchanges.stream().anyMatch(exchange -> exchange.expected().containsKey("configured"));
  }

  @Override
  public String toString() {
    return section + ": " + sentence;
  }
}
