package dev.bimgate.gateway.peers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the members have applied the log, as one of them knows it, and which of its publications
 * are complete.
 *
 * <p>A publication is complete once it is applied here and no other member of its time can trust a
 * list that is older. That is known of a member that has acknowledged it, or has left the registry
 * since, or whose last lease from before it is over. All leases from before it are over when {@link
 * Timing#untilNobodyTrusts} has passed.
 */
final class AppliedLog {

  /** Of which acknowledgements are remembered; a forgotten one costs a lease once. */
  private static final int MOST_SESSIONS = 1_000;

  private final String self;
  private final Map<String, Long> acknowledged = new LinkedHashMap<>();
  private final Map<String, Seen> members = new HashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private long patienceNanos;
  private long position;
  private long endAtJoining;

  AppliedLog(String self) {
    this.self = self;
  }

  /**
   * Begins before the end of the log, so that lists stored elsewhere a while ago can be judged.
   *
   * @param end the last position of the log when the session joined
   */
  void joined(long end, Timing timing) {
    patienceNanos = timing.untilNobodyTrusts().toNanos();
    endAtJoining = end;
    position = Math.max(0, end - Timing.CATCH_UP);
  }

  /**
   * Whether nothing is missing between what is applied and that position. What was published before
   * the session joined may be missing: no list is left from before it.
   */
  boolean isNext(long newPosition) {
    return newPosition > position && newPosition <= Math.max(position, endAtJoining) + 1;
  }

  /** Whether its sender may wait for this session. */
  boolean isAfterJoining(long atPosition) {
    return atPosition > endAtJoining;
  }

  /** That message and all before it are applied here. */
  long position() {
    return position;
  }

  void applied(long newPosition) {
    position = newPosition;
  }

  /** A member has applied that and all before it. It may not be in any registry seen here yet. */
  void acknowledged(String session, long newPosition) {
    acknowledged.merge(session, newPosition, Math::max);
    if (acknowledged.size() > MOST_SESSIONS) {
      acknowledged.remove(acknowledged.keySet().iterator().next());
    }
  }

  /** Notes a registry that is newer than all before it. */
  void observe(Registry registry, long nowNanos) {
    members.keySet().retainAll(registry.counters().keySet());
    registry.counters().forEach((session, counter) -> observe(session, counter, nowNanos));
    waiting.forEach(one -> one.untilNanos.keySet().retainAll(members.keySet()));
  }

  private void observe(String session, long counter, long nowNanos) {
    Seen before = members.get(session);
    if (before == null || before.counter != counter) {
      members.put(session, new Seen(counter, nowNanos));
    }
  }

  /** How many sessions the last observed registry has. */
  int members() {
    return members.size();
  }

  /** A publication has its place in the log. The registry is of that time. */
  void published(Publication publication, long at, Registry registry, long nowNanos) {
    observe(registry, nowNanos);
    Map<String, Long> untilNanos = new HashMap<>();
    if (registry.isMature()) {
      members.forEach((session, seen) -> untilNanos.put(session, seen.sinceNanos + patienceNanos));
      untilNanos.remove(self);
    }
    waiting.add(
        new Waiting(publication, at, nowNanos + patienceNanos, registry.isMature(), untilNanos));
  }

  /** The members whose counters have stood still for that long, with the counters. */
  Map<String, Long> stillFor(long nanos, long nowNanos) {
    Map<String, Long> still = new HashMap<>();
    members.forEach(
        (session, seen) -> {
          if (!session.equals(self) && nowNanos - seen.sinceNanos >= nanos) {
            still.put(session, seen.counter);
          }
        });
    return still;
  }

  /** Takes those that are complete, in the order of the log. */
  List<Completed> takeCompleted(long nowNanos) {
    List<Completed> completed = new ArrayList<>();
    for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
      Waiting one = each.next();
      boolean isOver = nowNanos - one.latestNanos >= 0;
      if (isOver || isAcknowledged(one, nowNanos)) {
        each.remove();
        completed.add(new Completed(one.publication, !isOver, one.at <= position));
      }
    }
    return completed;
  }

  private boolean isAcknowledged(Waiting one, long nowNanos) {
    return one.isRegistryMature
        && one.at <= position
        && one.untilNanos.entrySet().stream()
            .allMatch(
                member ->
                    acknowledged.getOrDefault(member.getKey(), 0L) >= one.at
                        || nowNanos - member.getValue() >= 0);
  }

  /**
   * A publication whose response may leave.
   *
   * @param isAcknowledged otherwise a whole lease has passed
   * @param isApplied whether it is applied here
   */
  record Completed(Publication publication, boolean isAcknowledged, boolean isApplied) {}

  /** The counter of a member, and since when this session has known it. */
  private record Seen(long counter, long sinceNanos) {}

  /**
   * A publication in the log.
   *
   * @param untilNanos when the last lease is over that a member had before it, by member
   */
  private record Waiting(
      Publication publication,
      long at,
      long latestNanos,
      boolean isRegistryMature,
      Map<String, Long> untilNanos) {}
}
