package dev.bimgate.cache.model;

import java.util.List;

/**
 * The options of a {@code ListCache}.
 *
 * @param policies the times of each route's lists, in the order of {@link CacheRoute#ordinal}
 * @param maxSizeBytes bound of everything stored: bodies, gzip forms, headers and keys
 * @param maxEntrySizeBytes bound of one list; a longer one is served to the lookups that wait for
 *     it, but not stored
 * @param maxSharePerCaller the part of {@code maxSizeBytes} that one caller's lists may take, above
 *     0 and at most 1; beyond it that caller's oldest lists are evicted, each with all its variants
 * @param sharedBetweenApps leaves the app out of the key: several apps of one user with equal
 *     scopes share a list
 */
public record CacheOptions(
    List<RoutePolicy> policies,
    long maxSizeBytes,
    long maxEntrySizeBytes,
    double maxSharePerCaller,
    boolean sharedBetweenApps) {

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if a size is negative or the share is not in (0, 1]
   */
  public CacheOptions {
    policies = List.copyOf(policies);
    if (maxSizeBytes < 0) {
      throw new IllegalArgumentException("maxSizeBytes is negative: " + maxSizeBytes);
    }
    if (maxEntrySizeBytes < 0) {
      throw new IllegalArgumentException("maxEntrySizeBytes is negative: " + maxEntrySizeBytes);
    }
    if (!(maxSharePerCaller > 0 && maxSharePerCaller <= 1)) {
      throw new IllegalArgumentException(
          "maxSharePerCaller is not in (0, 1]: " + maxSharePerCaller);
    }
  }

  /** The times of a route's lists. */
  public RoutePolicy policy(CacheRoute route) {
    return policies.get(route.ordinal());
  }

  /** The bytes that one caller's lists may take together. */
  public long maxBytesPerCaller() {
    return (long) (maxSizeBytes * maxSharePerCaller);
  }

  /** The bytes that one list may take: the tightest of the three bounds. */
  public long maxStoredBytes() {
    return Math.min(maxEntrySizeBytes, maxBytesPerCaller());
  }
}
