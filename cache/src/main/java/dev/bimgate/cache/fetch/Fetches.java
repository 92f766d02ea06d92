package dev.bimgate.cache.fetch;

import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.store.Generations;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The in-flight fetches: for one key and variant at most one that a new lookup may join. */
public final class Fetches {

  private final ConcurrentHashMap<CacheKey, Fetch<?>> underWay = new ConcurrentHashMap<>();
  private final AtomicLong successes = new AtomicLong();
  private final Generations generations;

  Fetches(Generations generations) {
    this.generations = generations;
  }

  /**
   * Starts a fetch, or returns the in-flight one to join. One that began before an invalidation or
   * a soft purge that covers its key, before a rejection, or too early for the lookup, is
   * superseded: no new lookup joins it, and it continues for those that wait.
   */
  public Fetch<?> joinOrStart(Fetch<?> mine, LookupOptions options) {
    while (true) {
      Fetch<?> running = underWay.putIfAbsent(mine.key, mine);
      if (running == null) {
        return mine;
      }
      if (isCurrent(running) && options.allowsLoadBegunAt(running.begunAtNanos)) {
        return running;
      }
      if (underWay.replace(mine.key, running, mine)) {
        return mine;
      }
    }
  }

  /** Whether a new lookup could join a fetch. */
  public boolean isUnderWay(CacheKey key) {
    Fetch<?> running = underWay.get(key);
    return running != null && isCurrent(running);
  }

  /**
   * Marks the fetches of a key that upstream has rejected: their responses may be older than the
   * rejection.
   *
   * @param askedIn the generation of that request: fetches of a later one are more recent
   */
  void reject(CacheKey anyVariant, long askedIn) {
    for (Fetch<?> fetch : underWay.values()) {
      if (fetch.generation <= askedIn && fetch.key.withoutVariant().equals(anyVariant)) {
        fetch.rejected = true;
      }
    }
  }

  /** Whether another fetch has replaced this one, or a rejection has come meanwhile. */
  boolean isSuperseded(Fetch<?> fetch) {
    return fetch.rejected || underWay.get(fetch.key) != fetch;
  }

  /** Counts a successful fetch: upstream has recovered. */
  void succeeded() {
    successes.incrementAndGet();
  }

  /** The successful fetches of all keys so far. */
  public long successes() {
    return successes.get();
  }

  private boolean isCurrent(Fetch<?> fetch) {
    return !fetch.rejected && generations.isCurrent(fetch.key, fetch.generation);
  }

  /** Completes a fetch: from here on a lookup starts another. */
  void complete(Fetch<?> fetch, FetchResult result) {
    underWay.remove(fetch.key, fetch);
    fetch.complete(result);
  }
}
