package dev.bimgate.cache;

import dev.bimgate.cache.model.CacheEvents;
import dev.bimgate.cache.model.CacheRoute;
import dev.bimgate.cache.model.EvictionReason;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.LookupOutcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Records the events, one line each. */
final class HeardEvents implements CacheEvents {

  final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  /** What saved each call that a lookup did not make. */
  final List<LookupOutcome> saved = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void callSaved(LookupOutcome by) {
    saved.add(by);
  }

  @Override
  public void lookedUp(CacheRoute route, LookupOutcome outcome, long ageMillis) {
    lines.add("looked up " + route + " " + outcome + " " + ageMillis);
  }

  @Override
  public void evicted(EvictionReason reason) {
    lines.add("evicted " + reason);
  }

  @Override
  public void invalidated(Invalidation.Reason reason) {
    lines.add("invalidated " + reason);
  }
}
