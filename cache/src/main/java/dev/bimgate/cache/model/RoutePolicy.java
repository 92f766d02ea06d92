package dev.bimgate.cache.model;

import java.time.Duration;

/**
 * The times of one kind of list.
 *
 * @param lifetimes how long a list may be served; with a {@code freshFor} of zero nothing is
 *     stored, unless a response has windows of its own
 * @param minRevalidationInterval how often at most a client's request to revalidate is granted,
 *     counted from the last load or revalidation of the list, successful or not and whoever caused
 *     it; zero grants every request
 */
public record RoutePolicy(Lifetimes lifetimes, Duration minRevalidationInterval) {

  /**
   * Checks the interval.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public RoutePolicy {
    Lifetimes.requireNotNegative("minRevalidationInterval", minRevalidationInterval);
  }
}
