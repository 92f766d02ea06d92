package dev.bimgate.benchmarks.ratchet;

import java.util.Locale;

/** The requests whose cost has a limit. */
enum Request {
  /** A list from the cache. */
  HIT,
  /** A request that is not cached, through to Bimplus. */
  PASSED_ON,
  /** One with a token that was never seen before, and whose signature is wrong. */
  REJECTED;

  /** Its name in tables. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
