package dev.bimgate.cache.model;

/**
 * A listener for the events of the cache.
 *
 * <p>Called on the thread of the event, sometimes under a lock of the cache: an implementation is
 * quick and does not call back. Exceptions are swallowed: a listener may never break a lookup.
 */
public interface CacheEvents {

  /** A listener that does nothing. */
  CacheEvents NONE = new CacheEvents() {};

  /**
   * A lookup has ended, successful or not; not called if its client has left.
   *
   * @param ageMillis time since the list arrived here, 0 where none was served
   */
  default void lookedUp(CacheRoute route, LookupOutcome outcome, long ageMillis) {}

  /**
   * A lookup has ended without an upstream call of its own.
   *
   * @param by what replaced the call: a list from memory, fresh or stale, or the call of another
   *     lookup
   */
  default void callSaved(LookupOutcome by) {}

  /** A list was evicted. */
  default void evicted(EvictionReason reason) {}

  /** An invalidation was made, whether or not it covered a list. */
  default void invalidated(Invalidation.Reason reason) {}
}
