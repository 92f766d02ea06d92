package dev.bimgate.gateway.limits;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The budget of one user at Bimplus: learnt from its responses, and spent so that writes never lack
 * a call that a read has used.
 *
 * <p>What Bimplus says may be wrong, and no user is stopped for long by that: reads stop for a
 * minute at most until three responses have confirmed that none is left for them, and what is
 * refuted is ignored for an hour.
 *
 * <p>Thread-safe. Times are epoch milliseconds.
 */
final class UserBudget {

  static final long IGNORED_MILLIS = 3_600_000;
  static final long MAX_PAUSE_MILLIS = 3_600_000;

  /** The wait of a read for calls without a response yet. */
  static final long IN_FLIGHT_WAIT_MILLIS = 1_000;

  private final LimitOptions options;
  private final @Nullable TokenBucket rate;
  private final AppCalls apps = new AppCalls();
  private final ProbeReads probes = new ProbeReads();
  private final PeerBudget peers = new PeerBudget();
  private BudgetWindow window = BudgetWindow.UNKNOWN;
  private int inFlight;
  private long ignoredUntilMillis = Long.MIN_VALUE;
  private long pausedUntilMillis = Long.MIN_VALUE;
  private int pauses;

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

  /** Begins a call, which one of the two methods below ends; null if it may be sent. */
  synchronized @Nullable Rejection begin(String app, boolean isRead, long nowMillis) {
    Rejection rejection = rejection(app, isRead, nowMillis);
    if (isRead) {
      count(rejection, nowMillis);
    }
    if (rejection == null) {
      inFlight++;
      apps.add(app);
    }
    return rejection;
  }

  /** Ends a call: its response headers have arrived, or it has failed. */
  synchronized void end() {
    inFlight--;
  }

  /** Ends a call of which Bimplus has received nothing. */
  synchronized void endUnsent(String app) {
    inFlight--;
    apps.remove(app);
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
    BudgetWindow after =
        said == null ? before : before.after(said, reserve(said.limit()), sentAtMillis, nowMillis);
    peers.responded(before, after, sentAtMillis, nowMillis);
    boolean doubt = isLetThrough(status) && isFlat(before, after, sentAtMillis, nowMillis);
    window = doubt ? after.doubted(before) : after;
    if (window.isRefuted()) {
      window = BudgetWindow.UNKNOWN;
      ignoredUntilMillis = nowMillis + IGNORED_MILLIS;
    }
    if (after.begunAtMillis() != before.begunAtMillis()) {
      apps.clear();
      probes.end();
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
      pausedUntilMillis = nowMillis + ProbeReads.waitAfter(pauses);
      pauses++;
      return;
    }
    pausedUntilMillis = nowMillis + Math.min(MAX_PAUSE_MILLIS, retryAfterMillis);
    if (window.isKnown(nowMillis) && window.remaining() == 0) {
      window = window.endingAt(pausedUntilMillis);
    }
  }

  /** Whether to look for what peers have learnt; true once a second at most. */
  synchronized boolean isLookupDue(long nowMillis) {
    return peers.isLookupDue(nowMillis);
  }

  /** Takes what a peer has learnt. */
  synchronized void learn(SharedBudget ofPeer, long nowMillis) {
    peers.learn(ofPeer, window, nowMillis);
  }

  /** What peers should know after a response; present once a second at most. */
  synchronized Optional<SharedBudget> toPublish(long nowMillis) {
    return peers.toPublish(window, nowMillis);
  }

  synchronized BudgetState state(long nowMillis) {
    if (waitOfPause(nowMillis) > 0 || isStopped(nowMillis)) {
      return BudgetState.STOPPED;
    }
    return window.isKnown(nowMillis) && window.isScarce(left(), nowMillis)
        ? BudgetState.ECONOMIZING
        : BudgetState.NORMAL;
  }

  synchronized BudgetStatus status(long nowMillis) {
    BudgetWindow known = window.isKnown(nowMillis) ? window : BudgetWindow.UNKNOWN;
    boolean paused = waitOfPause(nowMillis) > 0;
    return new BudgetStatus(
        state(nowMillis),
        known.limit(),
        known.remaining(),
        Math.max(0, known.resetAtMillis()),
        known.isResetKnown(),
        known.isConfirmed(),
        paused ? 0 : Math.max(0, left() - window.reserve()),
        availableMillis(nowMillis),
        paused ? pausedUntilMillis : 0,
        inFlight,
        apps.all());
  }

  /** Why a call is not sent. The operator's rate comes last: what it counts is sent. */
  private @Nullable Rejection rejection(String app, boolean isRead, long nowMillis) {
    if (isShareUsed(app, nowMillis)) {
      return new Rejection(LimitedBy.APP, window.resetAtMillis() - nowMillis);
    }
    long ofBudget = isRead ? waitOfRead(nowMillis) : waitOfPause(nowMillis);
    if (ofBudget > 0) {
      return new Rejection(LimitedBy.BUDGET, ofBudget);
    }
    long ofRate = rate == null ? 0 : rate.tryTake(nowMillis);
    return ofRate > 0 ? new Rejection(LimitedBy.RATE, ofRate) : null;
  }

  private boolean isShareUsed(String app, long nowMillis) {
    double share = options.perAppShare();
    return share < 1
        && window.isKnown(nowMillis)
        && window.isConfirmed()
        && apps.of(app) >= Math.max(1, (int) (window.limit() * share));
  }

  private long waitOfPause(long nowMillis) {
    return nowMillis < pausedUntilMillis ? pausedUntilMillis - nowMillis : 0;
  }

  /** How long a read has to wait: not at all if it may probe the budget. */
  private long waitOfRead(long nowMillis) {
    long ofPause = waitOfPause(nowMillis);
    if (ofPause > 0 || !isStopped(nowMillis)) {
      return ofPause;
    }
    if (!mayProbe()) {
      return window.resetAtMillis() - nowMillis;
    }
    long ofProbe = Math.max(0, probes.waitMillis(window.isLowConfirmed(), nowMillis));
    return isLow() ? ofProbe : Math.min(IN_FLIGHT_WAIT_MILLIS, ofProbe);
  }

  /** For how long reads may use what is available to them. */
  private long availableMillis(long nowMillis) {
    return state(nowMillis) == BudgetState.STOPPED
        ? waitOfRead(nowMillis)
        : Math.max(window.resetAtMillis(), nowMillis) - nowMillis;
  }

  /**
   * Whether a read may go through although too little is left. While that is not confirmed: it may
   * be wrong. While only the time of the reset is a guess: that may be late, but such reads use
   * half of the reserve at most.
   */
  private boolean mayProbe() {
    return !window.isLowConfirmed()
        || (!window.isResetKnown() && left() > 0 && 2 * probes.count() < window.reserve());
  }

  private void count(@Nullable Rejection rejection, long nowMillis) {
    if (!isStopped(nowMillis)) {
      probes.end();
    } else if (rejection == null) {
      probes.sent(nowMillis);
    } else {
      probes.rejected(nowMillis);
    }
  }

  /** Whether Bimplus has taken a call for one that the budget allows. */
  private static boolean isLetThrough(int status) {
    return status != 403 && status != 429;
  }

  /** A response by which what is left did not fall, although nothing was left for reads. */
  private static boolean isFlat(
      BudgetWindow before, BudgetWindow after, long sentAtMillis, long nowMillis) {
    return before.isKnown(nowMillis)
        && before.isBefore(sentAtMillis)
        && before.isLow()
        && after.isLow()
        && after.remaining() >= before.remaining();
  }

  private boolean isStopped(long nowMillis) {
    return window.isKnown(nowMillis) && left() <= window.reserve();
  }

  /** Whether no call is left for reads, by a response here or at a peer. */
  private boolean isLow() {
    return peers.remaining(window) <= window.reserve();
  }

  /** Calls under way may not have been counted by Bimplus. */
  private int left() {
    return Math.max(0, peers.remaining(window) - inFlight);
  }

  private int reserve(int limit) {
    // Less than a call is an error of the multiplication: 7.000000000000001 is 7.
    return (int) Math.ceil(limit * options.writeReserve() - 1e-6);
  }
}
