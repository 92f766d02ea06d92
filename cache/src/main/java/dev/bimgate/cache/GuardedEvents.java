package dev.bimgate.cache;

/** Passes events on and swallows what the listener throws: counting may never break a lookup. */
record GuardedEvents(ListCacheEvents listener) implements ListCacheEvents {

  @Override
  public void lookedUp(CacheRoute route, LookupOutcome outcome, long ageMillis) {
    try {
      listener.lookedUp(route, outcome, ageMillis);
    } catch (RuntimeException ignored) {
      // The listener's own trouble.
    }
  }

  @Override
  public void callSaved(LookupOutcome by) {
    try {
      listener.callSaved(by);
    } catch (RuntimeException ignored) {
      // The listener's own trouble.
    }
  }

  @Override
  public void evicted(EvictionReason reason) {
    try {
      listener.evicted(reason);
    } catch (RuntimeException ignored) {
      // The listener's own trouble.
    }
  }

  @Override
  public void invalidated(Invalidation.Reason reason) {
    try {
      listener.invalidated(reason);
    } catch (RuntimeException ignored) {
      // The listener's own trouble.
    }
  }
}
