package dev.bimgate.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls without a response: those that wait for Bimplus, and those that have failed without
 * response headers in the last ten seconds.
 *
 * <p>Failed ones count too, since a connect-timeout may be shorter than the silence that is to be
 * noticed.
 *
 * <p>Not thread-safe; its {@link Breaker} locks.
 */
final class Silence {

  static final long LONG_NANOS = Duration.ofSeconds(5).toNanos();

  private static final int MIN_CALLS = 8;
  private static final long REMEMBERED_NANOS = Duration.ofSeconds(10).toNanos();

  /** A call that has begun to wait later is no evidence. */
  private static final long MIN_WAIT_NANOS = Duration.ofSeconds(1).toNanos();

  /** So long it may last while Bimplus is known to be slow. */
  private static final long SLOW_NANOS = Duration.ofSeconds(10).toNanos();

  /** So long after a slow response that is known. */
  private static final long KNOWN_NANOS = Duration.ofMinutes(1).toNanos();

  private record Failed(@Nullable Object party, long atNanos) {}

  private final Set<Breaker.Call> waiting = new HashSet<>();

  private final Deque<Failed> failed = new ArrayDeque<>();

  /** Since when {@link #MIN_CALLS} or more have been without a response. */
  private long sinceNanos;

  private long lastResponseAtNanos;
  private long slowUntilNanos;

  /** A call waits from now on, unless it does so already. */
  void waits(Breaker.Call call, long nowNanos) {
    int before = count(nowNanos);
    if (waiting.add(call)) {
      call.waitsSinceNanos = nowNanos;
    }
    counted(before, nowNanos);
  }

  /** A call waits no longer. */
  void left(Breaker.Call call) {
    waiting.remove(call);
  }

  /** A call has failed without response headers; null: one for another breaker. */
  void failed(Breaker.@Nullable Call call, @Nullable Object party, long nowNanos) {
    int before = count(nowNanos);
    if (call != null) {
      waiting.remove(call);
    }
    if (failed.size() == MIN_CALLS) {
      failed.removeFirst();
    }
    failed.addLast(new Failed(party, nowNanos));
    counted(before, nowNanos);
  }

  /**
   * A response has come.
   *
   * @param ends whether it ends a silence: if its call has waited for five to ten seconds, Bimplus
   *     is slow rather than silent
   */
  void responded(Breaker.Call call, boolean ends, long nowNanos) {
    long waited = waiting.remove(call) ? nowNanos - call.waitsSinceNanos : 0;
    boolean slow = waited >= LONG_NANOS && waited <= SLOW_NANOS;
    if (slow && (ends || nowNanos < slowUntilNanos)) {
      slowUntilNanos = nowNanos + KNOWN_NANOS;
    }
    lastResponseAtNanos = nowNanos;
    restart(nowNanos);
  }

  /** Silence is counted from now on. */
  void restart(long nowNanos) {
    failed.clear();
    sinceNanos = nowNanos;
  }

  /** The calls that wait. */
  List<Breaker.Call> waiting() {
    return List.copyOf(waiting);
  }

  /** Eight calls or more have been without a response for too long, and one waits for it. */
  boolean isLong(long nowNanos) {
    return !waiting.isEmpty()
        && count(nowNanos) >= MIN_CALLS
        && nowNanos - sinceNanos >= (nowNanos < slowUntilNanos ? SLOW_NANOS : LONG_NANOS)
        && evidence(nowNanos).size() >= MIN_CALLS;
  }

  /** The party of all calls that are evidence; null if there are several. */
  @Nullable Object onlyParty(long nowNanos) {
    List<@Nullable Object> parties = evidence(nowNanos);
    @Nullable Object first = parties.get(0);
    return parties.stream().allMatch(party -> Objects.equals(party, first)) ? first : null;
  }

  /**
   * Whether no response has come since a time, and more than half of the connections have waited
   * for one since before.
   *
   * @param held the connections in use
   */
  boolean isStuckSince(long nanos, int held) {
    if (lastResponseAtNanos - nanos >= 0) {
      return false;
    }
    long stuck = waiting.stream().filter(call -> call.waitsSinceNanos - nanos < 0).count();
    return 2 * stuck > held;
  }

  private List<@Nullable Object> evidence(long nowNanos) {
    List<@Nullable Object> parties = new ArrayList<>();
    failed.forEach(one -> parties.add(one.party));
    for (Breaker.Call call : waiting) {
      if (nowNanos - call.waitsSinceNanos >= MIN_WAIT_NANOS) {
        parties.add(call.party());
      }
    }
    return parties;
  }

  private int count(long nowNanos) {
    while (!failed.isEmpty() && nowNanos - failed.getFirst().atNanos >= REMEMBERED_NANOS) {
      failed.removeFirst();
    }
    return waiting.size() + failed.size();
  }

  private void counted(int before, long nowNanos) {
    if (before < MIN_CALLS && count(nowNanos) >= MIN_CALLS) {
      sinceNanos = nowNanos;
    }
  }
}
