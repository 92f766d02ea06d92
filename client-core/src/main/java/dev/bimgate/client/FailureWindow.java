package dev.bimgate.client;

import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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

  /** Failures without a success for so long outweigh all successes before. */
  private static final long OUTWEIGHED_NANOS = Duration.ofSeconds(3).toNanos();

  /** Parties beyond are forgotten, eldest first. */
  private static final int MAX_PARTIES = 1_000;

  private final int[] failures = new int[SECONDS];
  private final int[] successes = new int[SECONDS];

  /** The last second of each party's last failure, eldest first. */
  private final Map<@Nullable Object, Long> failing = new LinkedHashMap<>();

  private long second;

  private long lastSuccessAtNanos = -OUTWEIGHED_NANOS;

  /** Failures since the last success, of whom the first was, and whether others' followed. */
  private int inARow;

  private @Nullable Object firstInARow;
  private boolean severalInARow;

  void succeeded(long nowNanos) {
    advance(nowNanos);
    successes[slot(second)]++;
    lastSuccessAtNanos = nowNanos;
    endRow();
  }

  /**
   * Counts a failure.
   *
   * @param party whose call it was; null: it would have failed for everybody
   */
  void failed(@Nullable Object party, long nowNanos) {
    advance(nowNanos);
    failures[slot(second)]++;
    firstInARow = inARow == 0 ? party : firstInARow;
    severalInARow |= !Objects.equals(party, firstInARow);
    inARow++;
    failing.remove(party);
    failing.put(party, second);
    if (failing.size() > MAX_PARTIES) {
      Iterator<?> eldest = failing.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  /**
   * Ten calls have failed, and either these ten since a last success that is three seconds ago, or
   * three in four of all, for three users.
   */
  boolean isBad(long nowNanos) {
    advance(nowNanos);
    boolean row = inARow >= MIN_FAILURES && nowNanos - lastSuccessAtNanos >= OUTWEIGHED_NANOS;
    return (row || areMostFailures()) && sum(failures) >= MIN_FAILURES;
  }

  private boolean areMostFailures() {
    return failing.size() >= MIN_PARTIES && sum(failures) >= 3L * sum(successes);
  }

  private static int sum(int[] bySecond) {
    int sum = 0;
    for (int one : bySecond) {
      sum += one;
    }
    return sum;
  }

  boolean hasFailed(@Nullable Object party, long nowNanos) {
    advance(nowNanos);
    return failing.containsKey(party);
  }

  /**
   * The party of all failures, or of all since the last success; null if there are several, or a
   * failure for everybody.
   */
  @Nullable Object onlyParty() {
    if (failing.size() == 1) {
      return failing.keySet().iterator().next();
    }
    return severalInARow || areMostFailures() ? null : firstInARow;
  }

  void clear() {
    Arrays.fill(failures, 0);
    Arrays.fill(successes, 0);
    failing.clear();
    endRow();
  }

  private void endRow() {
    inARow = 0;
    firstInARow = null;
    severalInARow = false;
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
