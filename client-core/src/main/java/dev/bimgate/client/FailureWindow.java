package dev.bimgate.client;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How calls have ended in the last ten seconds, counted by the second, and whose have failed.
 *
 * <p>Not thread-safe; its {@link Breaker} locks.
 */
final class FailureWindow {

  private static final int SECONDS = 10;
  private static final int MIN_FAILURES = 10;
  private static final int MIN_PARTIES = 3;

  /** Parties beyond are forgotten, eldest first. */
  private static final int MAX_PARTIES = 1_000;

  private final int[] failures = new int[SECONDS];
  private final int[] successes = new int[SECONDS];

  /** The last second of each party's last failure, eldest first. */
  private final Map<@Nullable Object, Long> failing = new LinkedHashMap<>();

  private long second;

  void succeeded(long nowNanos) {
    advance(nowNanos);
    successes[slot(second)]++;
  }

  /**
   * Counts a failure.
   *
   * @param party whose call it was; null: it would have failed for everybody
   */
  void failed(@Nullable Object party, long nowNanos) {
    advance(nowNanos);
    failures[slot(second)]++;
    failing.remove(party);
    failing.put(party, second);
    if (failing.size() > MAX_PARTIES) {
      Iterator<?> eldest = failing.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  /** Ten calls have failed, and none has succeeded or three in four have failed for three users. */
  boolean isBad(long nowNanos) {
    advance(nowNanos);
    int failed = 0;
    int succeeded = 0;
    for (int slot = 0; slot < SECONDS; slot++) {
      failed += failures[slot];
      succeeded += successes[slot];
    }
    return failed >= MIN_FAILURES
        && (succeeded == 0 || (failed >= 3L * succeeded && failing.size() >= MIN_PARTIES));
  }

  boolean hasFailed(@Nullable Object party, long nowNanos) {
    advance(nowNanos);
    return failing.containsKey(party);
  }

  /** The party of all failures; null if there are several, or a failure for everybody. */
  @Nullable Object onlyParty() {
    return failing.size() == 1 ? failing.keySet().iterator().next() : null;
  }

  void clear() {
    Arrays.fill(failures, 0);
    Arrays.fill(successes, 0);
    failing.clear();
  }

  /** Empties the seconds that have passed since the last call. */
  private void advance(long nowNanos) {
    long now = TimeUnit.NANOSECONDS.toSeconds(nowNanos);
    if (now <= second) {
      return;
    }
    for (long passed = Math.max(second + 1, now - SECONDS + 1); passed <= now; passed++) {
      failures[slot(passed)] = 0;
      successes[slot(passed)] = 0;
    }
    second = now;
    failing.values().removeIf(last -> last <= second - SECONDS);
  }

  private static int slot(long second) {
    return (int) Math.floorMod(second, (long) SECONDS);
  }
}
