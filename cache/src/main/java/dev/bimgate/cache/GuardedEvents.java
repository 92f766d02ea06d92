package dev.bimgate.cache;

/** Passes events on and swallows what the listener throws: counting may never break a lookup. */
record GuardedEvents(ListCacheEvents listener) implements ListCacheEvents {

  @Override
  public void lookedUp(ListKind kind, LookupOutcome outcome, long ageMillis) {
    try {
      listener.lookedUp(kind, outcome, ageMillis);
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

  @Override
  public void sharingWouldHaveSaved(ListKind kind) {
    try {
      listener.sharingWouldHaveSaved(kind);
    } catch (RuntimeException ignored) {
      // The listener's own trouble.
    }
  }
}
