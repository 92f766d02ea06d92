package dev.bimgate.cache.store;

import dev.bimgate.cache.model.Rule;
import java.time.Instant;
import java.util.List;

/**
 * What last happened to a key under which nothing is stored.
 *
 * @param status of the response that led to it; 0 if none did
 * @param rules that decided; empty if none did
 */
public record LastEvent(LastEventType type, Instant at, int status, List<Rule> rules) {

  public LastEvent {
    rules = List.copyOf(rules);
  }
}
