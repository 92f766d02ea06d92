package dev.bimgate.gateway.limits;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The budget of one user at Bimplus: learnt from its responses, and spent so that writes never lack
 * a call that a read has used.
 *
 * <p>What Bimplus says may be wrong, and no user is stopped for long by that: a value that is not
 * confirmed stops reads for a minute at most, and one that is refuted is ignored for an hour.
 *
 * <p>Thread-safe. Times are epoch milliseconds.
 */
final class UserBudget {

  static final long IGNORED_MILLIS = 3_600_000;
  static final long MAX_PAUSE_MILLIS = 3_600_000;

  /** The wait before a read that tests a value; doubled with each further one. */
  static final long FIRST_WAIT_MILLIS = 10_000;

  /** The longest wait before a read that tests a value which is not confirmed. */
  static final long MAX_WAIT_MILLIS = 60_000;

  /** The wait before a read that tests whether the budget was reset earlier than guessed. */
  static final long RESET_WAIT_MILLIS = 300_000;

  /** More apps of one user are counted as one, the app without a name. */
  private static final int MAX_APPS = 20;

  private final LimitOptions options;
  private final @Nullable TokenBucket rate;
  private final Map<String, Integer> callsByApp = new HashMap<>();
  private BudgetWindow window = BudgetWindow.UNKNOWN;
  private int inFlight;
  private long ignoredUntilMillis = Long.MIN_VALUE;
  private long pausedUntilMillis = Long.MIN_VALUE;
  private int pauses;

  /** When the next read may test the budget; 0 if no read was rejected since it was not stopped. */
  private long testAtMillis;

  private int tests;

  UserBudget(LimitOptions options) {
    this.options = options;
    this.rate = options.perUserRate().map(TokenBucket::new).orElse(null);
  }

  /**
   * Why a call is not sent.
   *
   * @param waitMillis until one may be sent, at least 1
   */
  record Rejection(LimitedBy by, long waitMillis) {}

  /** Begins a call, which {@link #end} ends; null if it may be sent. */
  synchronized @Nullable Rejection begin(String app, boolean isRead, long nowMillis) {
    Rejection rejection = rejection(app, isRead, nowMillis);
    if (rejection == null) {
      inFlight++;
      callsByApp.merge(counted(app), 1, Integer::sum);
    }
    return rejection;
  }

  /** Ends a call: its response headers have arrived, or it has failed. */
  synchronized void end() {
    inFlight--;
  }

  /**
   * Learns from a response; nothing from one that may not be about this user: 401, and 500 and
   * above.
   *
   * @param said the headers; null if they are absent or malformed
   * @param sentAtMillis when the call was sent
   */
  synchronized void learn(
      int status, @Nullable RateLimitHeaders said, long sentAtMillis, long nowMillis) {
    if (status == 401 || status >= 500) {
      return;
    }
    if (status < 400) {
      pauses = 0;
    }
    if (nowMillis < ignoredUntilMillis) {
      return;
    }
    BudgetWindow before = window;
    BudgetWindow after = said == null ? before : before.after(said, sentAtMillis, nowMillis);
    window = isDoubt(status, sentAtMillis, before, after, nowMillis) ? after.doubted() : after;
    if (window.isRefuted()) {
      window = BudgetWindow.UNKNOWN;
      ignoredUntilMillis = nowMillis + IGNORED_MILLIS;
    }
    if (after.begunAtMillis() != before.begunAtMillis()) {
      callsByApp.clear();
      endTests();
    }
  }

  /**
   * Bimplus has responded 429: no call is sent for a time.
   *
   * @param retryAfterMillis what its {@code Retry-After} says, of which an hour at most is obeyed;
   *     0 if it is absent, malformed or past
   */
  synchronized void pause(long retryAfterMillis, long nowMillis) {
    if (retryAfterMillis == 0) {
      pausedUntilMillis = nowMillis + waitAfter(pauses);
      pauses++;
      return;
    }
    pausedUntilMillis = nowMillis + Math.min(MAX_PAUSE_MILLIS, retryAfterMillis);
    if (window.isKnown(nowMillis) && window.remaining() == 0) {
      window = window.endingAt(pausedUntilMillis);
    }
  }

  synchronized BudgetState state(long nowMillis) {
    if (nowMillis < pausedUntilMillis || isStopped(nowMillis)) {
      return BudgetState.STOPPED;
    }
    return window.isKnown(nowMillis) && window.isScarce(left(), nowMillis)
        ? BudgetState.ECONOMIZING
        : BudgetState.NORMAL;
  }

  synchronized BudgetStatus status(long nowMillis) {
    BudgetWindow known = window.isKnown(nowMillis) ? window : BudgetWindow.UNKNOWN;
    return new BudgetStatus(
        state(nowMillis),
        known.limit(),
        known.remaining(),
        Math.max(0, known.resetAtMillis()),
        known.isResetKnown(),
        known.isConfirmed(),
        Math.max(0, left() - reserve()),
        nowMillis < pausedUntilMillis ? pausedUntilMillis : 0,
        inFlight,
        callsByApp);
  }

  private @Nullable Rejection rejection(String app, boolean isRead, long nowMillis) {
    long ofRate = rate == null ? 0 : rate.tryTake(nowMillis);
    if (ofRate > 0) {
      return new Rejection(LimitedBy.RATE, ofRate);
    }
    if (isShareUsed(app, nowMillis)) {
      return new Rejection(LimitedBy.APP, window.resetAtMillis() - nowMillis);
    }
    long pause = pausedUntilMillis == Long.MIN_VALUE ? 0 : pausedUntilMillis - nowMillis;
    long ofBudget = pause > 0 || !isRead ? pause : waitOfRead(nowMillis);
    return ofBudget > 0 ? new Rejection(LimitedBy.BUDGET, ofBudget) : null;
  }

  private boolean isShareUsed(String app, long nowMillis) {
    double share = options.perAppShare();
    return share < 1
        && window.isKnown(nowMillis)
        && window.isConfirmed()
        && callsByApp.getOrDefault(counted(app), 0) >= Math.max(1, (int) (window.limit() * share));
  }

  /** How long a read has to wait: not at all if it may test the budget. */
  private long waitOfRead(long nowMillis) {
    if (!isStopped(nowMillis)) {
      endTests();
      return 0;
    }
    if (!mayTest()) {
      return window.resetAtMillis() - nowMillis;
    }
    if (testAtMillis == 0) {
      testAtMillis = nowMillis + waitOfTest();
    }
    if (nowMillis < testAtMillis) {
      return testAtMillis - nowMillis;
    }
    tests++;
    testAtMillis = nowMillis + waitOfTest();
    return 0;
  }

  /**
   * Whether a read may go through although too little is left. While the value is not confirmed: it
   * may be wrong. While only the time of the reset is a guess: that may be late, but such reads use
   * half of the reserve at most.
   */
  private boolean mayTest() {
    return !window.isConfirmed() || (!window.isResetKnown() && left() > 0 && 2 * tests < reserve());
  }

  private void endTests() {
    tests = 0;
    testAtMillis = 0;
  }

  private long waitOfTest() {
    return window.isConfirmed() ? RESET_WAIT_MILLIS : waitAfter(tests);
  }

  private static long waitAfter(int others) {
    return Math.min(MAX_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(others, 10));
  }

  /** A success although too little was left when its call was sent. */
  private boolean isDoubt(
      int status, long sentAtMillis, BudgetWindow before, BudgetWindow after, long nowMillis) {
    return status < 300
        && before.isKnown(nowMillis)
        && before.isBefore(sentAtMillis)
        && before.remaining() <= reserve(before)
        && after.remaining() == before.remaining();
  }

  private boolean isStopped(long nowMillis) {
    return window.isKnown(nowMillis) && left() <= reserve();
  }

  /** Calls in flight may not have been counted by Bimplus. */
  private int left() {
    return Math.max(0, window.remaining() - inFlight);
  }

  private int reserve() {
    return reserve(window);
  }

  private int reserve(BudgetWindow of) {
    // Less than a call is an error of the multiplication: 7.000000000000001 is 7.
    return (int) Math.ceil(of.limit() * options.writeReserve() - 1e-6);
  }

  private String counted(String app) {
    return callsByApp.containsKey(app) || callsByApp.size() < MAX_APPS ? app : "";
  }
}
