package dev.bimgate.cache;

import dev.bimgate.cache.model.CacheEvents;
import dev.bimgate.cache.model.CacheRoute;
import dev.bimgate.cache.model.EvictionReason;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.LookupOutcome;

/** Passes events on and swallows what the listener throws: a listener may never break a lookup. */
record GuardedEvents(CacheEvents listener) implements CacheEvents {

  @Override
  public void lookedUp(CacheRoute route, LookupOutcome outcome, long ageMillis) {
    guard(() -> listener.lookedUp(route, outcome, ageMillis));
  }

  @Override
  public void callSaved(LookupOutcome by) {
    guard(() -> listener.callSaved(by));
  }

  @Override
  public void evicted(EvictionReason reason) {
    guard(() -> listener.evicted(reason));
  }

  @Override
  public void invalidated(Invalidation.Reason reason) {
    guard(() -> listener.invalidated(reason));
  }

  /** So short that it is inlined into each caller, where a hit then allocates no event. */
  private static void guard(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException ignored) {
      // A fault of the listener alone.
    }
  }
}
