package dev.bimgate.client;

import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of one call to a connection: its breaker, then its share of the connections, with a fair
 * wait; and what the breaker learns from the call.
 *
 * <p>The breaker comes first, so that nobody waits for a Bimplus that does not respond. A probe
 * takes no permit: all may be held by calls that hang.
 *
 * <p>Belongs to the context of its call.
 */
final class Admission implements Claim.Waiter, Breaker.Waiter {

  private static final long NO_TIMER = -1;

  /** So long without a response, a full queue is Bimplus's doing. */
  private static final long STUCK_NANOS = Duration.ofSeconds(2).toNanos();

  /** So long after a probe got a response, earlier calls may still get theirs. */
  private static final long GRACE_NANOS = Duration.ofMillis(500).toNanos();

  private final Transport transport;
  private final Vertx vertx;
  private final ContextInternal context;
  private final UpstreamRequest call;
  private final Runnable onAdmitted;
  private final Consumer<UpstreamFailure> onFailed;
  private final Breaker breaker;
  private final Claim claim;
  private final long startedAtNanos;

  private Breaker.@Nullable Call guarded;
  private boolean holding;
  private boolean connecting;
  private boolean responded;
  private boolean over;
  private boolean hurried; // its timeout comes early, and says nothing about Bimplus
  private long waitsSinceNanos;
  private long poolTimer = NO_TIMER;

  /**
   * An admission that has not begun.
   *
   * @param onAdmitted runs when the call may open its connection
   * @param onFailed gets why it may not, or why it waits for no response any more
   */
  Admission(
      Transport transport,
      ContextInternal context,
      UpstreamRequest call,
      Runnable onAdmitted,
      Consumer<UpstreamFailure> onFailed) {
    this.transport = transport;
    this.vertx = transport.vertx();
    this.context = context;
    this.call = call;
    this.onAdmitted = onAdmitted;
    this.onFailed = onFailed;
    this.breaker = transport.breakers().of(call.callClass());
    this.claim = new Claim(call.callClass(), call.party(), this);
    this.startedAtNanos = transport.breakers().nowNanos();
  }

  /**
   * Begins.
   *
   * @param deadline for the whole call, or null for none
   */
  void start(@Nullable Duration deadline) {
    hurried = deadline != null && transport.options().isShort(deadline);
    guarded = breaker.admit(call.party(), call.mayProbeEarly(), startedAtNanos);
    if (guarded == null) {
      onFailed.accept(UpstreamFailure.UNAVAILABLE);
    } else if (guarded.isProbe()) {
      admitted();
    } else {
      guarded.waiter = this;
      takePermit(transport.options().poolMaxWait());
    }
  }

  boolean isProbe() {
    return guarded != null && guarded.isProbe();
  }

  private void takePermit(Duration maxWait) {
    switch (transport.permits().take(claim, !maxWait.isZero())) {
      case GRANTED -> permitTaken();
      case WAITING -> awaitPermit(maxWait);
      case REJECTED -> reject(blameSince(transport.breakers().nowNanos() - STUCK_NANOS));
    }
  }

  /** A breaker that has opened since it admitted this call did not find it in the queue. */
  private void awaitPermit(Duration maxWait) {
    if (breaker.isOpenFor(call.party()) && transport.permits().withdraw(claim)) {
      reject(UpstreamFailure.UNAVAILABLE);
    } else {
      poolTimer = vertx.setTimer(Timers.millis(maxWait), id -> waitedInVain());
    }
  }

  /** Runs on the thread of whoever released the permit. */
  @Override
  public void granted() {
    context.runOnContext(nothing -> permitTaken());
  }

  /** Runs on the thread of whoever opened the breaker. */
  @Override
  public void cleared() {
    context.runOnContext(nothing -> reject(UpstreamFailure.UNAVAILABLE));
  }

  private void permitTaken() {
    vertx.cancelTimer(poolTimer);
    if (over || breaker.isOpenFor(call.party())) {
      transport.permits().release(claim);
      reject(UpstreamFailure.UNAVAILABLE);
      return;
    }
    holding = true;
    transport.events().connectionTaken(call.callClass());
    waitOver();
    admitted();
  }

  private void admitted() {
    connecting = true;
    transport.retries().called();
    onAdmitted.run();
  }

  private void waitedInVain() {
    // A permit that has been granted already arrives right after this: take it.
    if (transport.permits().withdraw(claim)) {
      reject(blameSince(startedAtNanos));
    }
  }

  private UpstreamFailure blameSince(long nanos) {
    FairPermits all = transport.permits();
    if (breaker.isStuckSince(nanos, all.heldLike(call.callClass()))) {
      return UpstreamFailure.UNAVAILABLE;
    }
    return all.isShareUsed(claim) ? UpstreamFailure.SHARE_USED : UpstreamFailure.POOL_EXHAUSTED;
  }

  private void reject(UpstreamFailure failure) {
    if (!over) {
      waitOver();
      onFailed.accept(failure);
    }
  }

  private void waitOver() {
    transport.events().poolWait(Duration.ofNanos(transport.breakers().nowNanos() - startedAtNanos));
  }

  /** The call waits for Bimplus: for its connection, or for response headers. */
  void waits() {
    if (guarded != null) {
      waitsSinceNanos = transport.breakers().nowNanos();
      breaker.waits(guarded, waitsSinceNanos);
    }
  }

  /** A list can often be served stale, and is, instead of waiting for its timeout. */
  @Override
  public void silent() {
    if (call.callClass() == CallClass.LISTS) {
      context.runOnContext(nothing -> giveUp());
    }
  }

  /** Lost in a hang, it would hold its connection until its timeout, while others need one. */
  @Override
  public void superseded() {
    if (call.isRepeatable()) {
      context.runOnContext(nothing -> vertx.setTimer(millisToGiveUp(), id -> giveUp()));
    }
  }

  private long millisToGiveUp() {
    long waitedNanos = transport.breakers().nowNanos() - waitsSinceNanos;
    return Timers.millis(Math.max(GRACE_NANOS, Silence.LONG_NANOS - waitedNanos));
  }

  private void giveUp() {
    if (!over && !responded) {
      hurried = true;
      onFailed.accept(UpstreamFailure.TIMEOUT);
    }
  }

  /** The call sends its body. */
  void uploads() {
    if (guarded != null) {
      breaker.uploads(guarded);
    }
  }

  /** The response headers have come. */
  void responded(int status) {
    responded = true;
    if (guarded != null) {
      breaker.responded(guarded, status, transport.breakers().nowNanos());
    }
  }

  /**
   * The call has ended.
   *
   * @param failure null if its response is complete
   */
  void end(@Nullable UpstreamFailure failure) {
    over = true;
    vertx.cancelTimer(poolTimer);
    if (holding) {
      transport.events().connectionReturned(call.callClass());
      transport.permits().release(claim);
    } else if (guarded != null && !guarded.isProbe()) {
      transport.permits().withdraw(claim);
    }
    if (guarded != null && !responded) {
      report(guarded, failure);
    }
  }

  private void report(Breaker.Call ended, @Nullable UpstreamFailure failure) {
    if (failure == UpstreamFailure.UNREACHABLE) {
      transport.breakers().unreachable(breaker, ended);
    } else if (connecting && failure != null && isEvidence(failure)) {
      breaker.failed(ended, transport.breakers().nowNanos());
    } else {
      breaker.left(ended);
    }
  }

  private boolean isEvidence(UpstreamFailure failure) {
    return failure.isOfBimplus() && !(hurried && failure == UpstreamFailure.TIMEOUT);
  }
}
