package dev.bimgate.cache.model;

import java.time.Duration;

/**
 * How long a list may be served, counted from its arrival.
 *
 * @param freshFor served without an upstream call
 * @param staleWhileRevalidate from the end of freshness: served at once while one revalidation runs
 *     (RFC 5861, section 3)
 * @param staleIfError from the end of freshness: served when loading fails (RFC 5861, section 4)
 */
public record Lifetimes(Duration freshFor, Duration staleWhileRevalidate, Duration staleIfError) {

  /**
   * Checks the three windows.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public Lifetimes {
    requireNotNegative("freshFor", freshFor);
    requireNotNegative("staleWhileRevalidate", staleWhileRevalidate);
    requireNotNegative("staleIfError", staleIfError);
  }

  /** Whether all are zero. */
  public boolean isClosed() {
    return freshFor.isZero() && staleWhileRevalidate.isZero() && staleIfError.isZero();
  }

  static void requireNotNegative(String name, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(name + " is negative: " + duration);
    }
  }
}
