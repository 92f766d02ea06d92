package dev.bimgate.cache;

import java.time.Instant;
import java.util.List;

/**
 * What last happened to a key of which nothing is kept.
 *
 * @param at when
 * @param status of the answer that led to it; 0 if none did
 * @param rules of reuse that decided; empty if none did
 */
public record Fate(Cause cause, Instant at, int status, List<Rule> rules) {

  public Fate {
    rules = List.copyOf(rules);
  }
}
