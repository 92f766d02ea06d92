package dev.bimgate.client;

import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Notices when no byte has moved for the idle-timeout although one end of us was ready for it.
 *
 * <p>A chunk costs one look at the clock: the timer is armed once and sees for itself, when it
 * fires, how long is still to go. Belongs to one Vert.x context.
 */
final class IdleWatch {

  private static final long NO_TIMER = -1;

  private final Vertx vertx;
  private final long idleNanos;
  private final Runnable onStalled;
  private boolean reading;
  private boolean writing;
  private boolean stopped;
  private long movedAtNanos;
  private long timer = NO_TIMER;

  IdleWatch(Vertx vertx, Duration idleTimeout, Runnable onStalled) {
    this.vertx = vertx;
    this.idleNanos = idleTimeout.toNanos();
    this.onStalled = onStalled;
  }

  /** We are, or are no longer, ready to take a byte of the answer. */
  void reading(boolean ready) {
    if (ready != reading) {
      reading = ready;
      readinessChanged(ready);
    }
  }

  /** We have, or no longer have, bytes that Bimplus does not take. */
  void writing(boolean ready) {
    if (ready != writing) {
      writing = ready;
      readinessChanged(ready);
    }
  }

  void moved() {
    movedAtNanos = System.nanoTime();
  }

  void stop() {
    stopped = true;
    if (timer != NO_TIMER) {
      vertx.cancelTimer(timer);
      timer = NO_TIMER;
    }
  }

  private void readinessChanged(boolean ready) {
    moved();
    if (ready && timer == NO_TIMER && !stopped) {
      arm(idleNanos);
    }
  }

  private void arm(long nanos) {
    timer = vertx.setTimer(Timers.millis(nanos), id -> look());
  }

  private void look() {
    timer = NO_TIMER;
    if (stopped || !(reading || writing)) {
      return;
    }
    long leftNanos = idleNanos - (System.nanoTime() - movedAtNanos);
    if (leftNanos <= 0) {
      onStalled.run();
    } else {
      arm(leftNanos);
    }
  }
}
