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
final class Admission implements FairPermits.Waiter {

  private static final long NO_TIMER = -1;

  private final Transport transport;
  private final Vertx vertx;
  private final ContextInternal context;
  private final UpstreamRequest call;
  private final Runnable onAdmitted;
  private final Consumer<UpstreamFailure> onRejected;
  private final Breaker breaker;
  private final FairPermits.Claim claim;
  private final long startedAtNanos;

  private Breaker.@Nullable Call guarded;
  private boolean holding;
  private boolean connecting;
  private boolean responded;
  private boolean over;
  private long poolTimer = NO_TIMER;

  /**
   * An admission that has not begun.
   *
   * @param onAdmitted runs when the call may open its connection
   * @param onRejected gets why it may not
   */
  Admission(
      Transport transport,
      ContextInternal context,
      UpstreamRequest call,
      Runnable onAdmitted,
      Consumer<UpstreamFailure> onRejected) {
    this.transport = transport;
    this.vertx = transport.vertx();
    this.context = context;
    this.call = call;
    this.onAdmitted = onAdmitted;
    this.onRejected = onRejected;
    this.breaker = transport.breakers().of(call.callClass());
    this.claim = new FairPermits.Claim(call.callClass(), call.party(), this);
    this.startedAtNanos = transport.breakers().nowNanos();
  }

  void start() {
    guarded = breaker.admit(call.party(), call.isRepeatable(), startedAtNanos);
    if (guarded == null) {
      onRejected.accept(UpstreamFailure.UNAVAILABLE);
    } else if (guarded.isProbe()) {
      admitted();
    } else {
      takePermit(transport.options().poolMaxWait());
    }
  }

  boolean isProbe() {
    return guarded != null && guarded.isProbe();
  }

  private void takePermit(Duration maxWait) {
    switch (transport.permits().take(claim, !maxWait.isZero())) {
      case GRANTED -> permitTaken();
      case WAITING -> poolTimer = vertx.setTimer(Timers.millis(maxWait), id -> waitedInVain());
      case REJECTED -> reject(noShare());
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
    if (over) {
      transport.permits().release(claim);
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
      CallClass callClass = call.callClass();
      boolean stuck = breaker.isStuckSince(startedAtNanos, transport.permits().heldLike(callClass));
      reject(stuck ? UpstreamFailure.UNAVAILABLE : noShare());
    }
  }

  private UpstreamFailure noShare() {
    return transport.permits().isShareUsed(claim)
        ? UpstreamFailure.SHARE_USED
        : UpstreamFailure.POOL_EXHAUSTED;
  }

  private void reject(UpstreamFailure failure) {
    if (!over) {
      waitOver();
      onRejected.accept(failure);
    }
  }

  private void waitOver() {
    transport.events().poolWait(Duration.ofNanos(transport.breakers().nowNanos() - startedAtNanos));
  }

  /** The request has been sent completely, for the first time or again. */
  void sent() {
    if (guarded != null) {
      breaker.sent(guarded, transport.breakers().nowNanos());
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
    } else if (connecting && failure != null && failure.isOfBimplus()) {
      breaker.failed(ended, transport.breakers().nowNanos());
    } else {
      breaker.left(ended);
    }
  }
}
