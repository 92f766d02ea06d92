package dev.bimgate.cache;

import java.time.InstantSource;
import java.util.List;

/** The operator's way to drop lists or to end their freshness, with a count of what it met. */
final class Purges {

  private final EntryStore lists;
  private final InstantSource clock;

  Purges(EntryStore lists, InstantSource clock) {
    this.lists = lists;
    this.clock = clock;
  }

  Purged purge(List<Invalidation> what, PurgeMode mode) {
    long before = count(what, false);
    for (Invalidation each : what) {
      if (mode == PurgeMode.HARD) {
        lists.invalidate(each);
      } else {
        lists.makeStale(each);
      }
    }
    return new Purged(mode, before, count(what, false), count(what, true));
  }

  private long count(List<Invalidation> what, boolean staleOnly) {
    long now = clock.millis();
    long[] count = {0};
    lists.forEach(
        held -> {
          Freshness.State state = held.freshness.at(now);
          boolean counts =
              state != Freshness.State.EXPIRED && !(staleOnly && state == Freshness.State.FRESH);
          if (counts && what.stream().anyMatch(each -> each.scope().covers(held.key))) {
            count[0]++;
          }
        });
    return count[0];
  }
}
