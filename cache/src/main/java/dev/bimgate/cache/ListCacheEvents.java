package dev.bimgate.cache;

/**
 * Hears what the cache does, to count it.
 *
 * <p>Called on the thread that does it, sometimes under a lock of the cache: an implementation is
 * quick and does not call back. Whatever it throws is swallowed, for it may never break a lookup.
 */
public interface ListCacheEvents {

  /** Nobody listens. */
  ListCacheEvents NONE = new ListCacheEvents() {};

  /**
   * A lookup has ended, well or not; not called for one whose asker has left.
   *
   * @param ageMillis time since the list arrived here, 0 where none was told
   */
  default void lookedUp(CacheRoute route, LookupOutcome outcome, long ageMillis) {}

  /**
   * A lookup has ended without a call upstream of its own.
   *
   * @param by what came in place of the call: a list from memory, fresh or stale, or the call of
   *     another lookup
   */
  default void callSaved(LookupOutcome by) {}

  /** A list has left because of a bound. */
  default void evicted(EvictionReason reason) {}

  /** A drop has been made, whether or not it met a list. */
  default void invalidated(Invalidation.Reason reason) {}
}
