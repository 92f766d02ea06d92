package dev.bimgate.cache.store;

import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Caller;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The entries of each caller, oldest first, with their size in bytes. */
final class CallerShares {

  private final class Share {
    /** Ordered by when something was last stored. */
    final LinkedHashMap<CacheKey, CacheEntry> oldestFirst = new LinkedHashMap<>();

    long bytes;

    void put(CacheKey key, CacheEntry entry) {
      count(oldestFirst.put(key, entry), -1);
      count(entry, 1);
    }

    void take(CacheKey key) {
      count(oldestFirst.remove(key), -1);
    }

    private void count(@Nullable CacheEntry entry, int sign) {
      if (entry != null) {
        bytes += (long) sign * entry.weightBytes;
        responses.add((long) sign * entry.responses().size());
      }
    }
  }

  /** A share is touched only inside {@code compute}, so by one thread at a time. */
  private final ConcurrentHashMap<Caller, Share> shares = new ConcurrentHashMap<>();

  private final LongAdder responses = new LongAdder();
  private final long maxBytesPerCaller;

  CallerShares(long maxBytesPerCaller) {
    this.maxBytesPerCaller = maxBytesPerCaller;
  }

  long maxBytesPerCaller() {
    return maxBytesPerCaller;
  }

  /** Adds an entry as the youngest, or replaces the one under the same key in place. */
  void put(CacheKey key, CacheEntry entry) {
    shares.compute(
        key.caller(),
        (caller, present) -> {
          Share share = present == null ? new Share() : present;
          share.put(key, entry);
          return share;
        });
  }

  /** Removes this very entry; a younger one under the same key stays. */
  void remove(CacheKey key, CacheEntry entry) {
    shares.computeIfPresent(
        key.caller(),
        (caller, share) -> {
          if (share.oldestFirst.get(key) == entry) {
            share.take(key);
          }
          return orGone(share);
        });
  }

  /**
   * Removes the oldest entries of a caller until the rest is within the bound.
   *
   * @param youngest counts as the youngest from here on
   */
  List<Map.Entry<CacheKey, CacheEntry>> takeSurplus(CacheKey youngest) {
    List<Map.Entry<CacheKey, CacheEntry>> surplus = new ArrayList<>();
    shares.computeIfPresent(
        youngest.caller(),
        (caller, share) -> {
          CacheEntry entry = share.oldestFirst.remove(youngest);
          if (entry != null) {
            share.oldestFirst.put(youngest, entry);
          }
          while (share.bytes > maxBytesPerCaller) {
            Map.Entry<CacheKey, CacheEntry> oldest = share.oldestFirst.entrySet().iterator().next();
            surplus.add(oldest);
            share.take(oldest.getKey());
          }
          return orGone(share);
        });
    return surplus;
  }

  /** The number of callers that have an entry. */
  int callers() {
    return shares.size();
  }

  /** The number of responses of all callers. */
  long responses() {
    return responses.sum();
  }

  private static @Nullable Share orGone(Share share) {
    return share.oldestFirst.isEmpty() ? null : share;
  }
}
