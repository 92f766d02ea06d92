package dev.bimgate.client;

import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * The idle timeout: no byte has moved although one side was ready for it.
 *
 * <p>A chunk only reads the clock: the timer is armed once and, when it fires, rearms for the time
 * that remains. Belongs to one Vert.x context.
 */
final class IdleTimeout {

  private static final long NO_TIMER = -1;

  private final Vertx vertx;
  private final long idleNanos;
  private final Runnable onStalled;
  private boolean reading;
  private boolean writing;
  private boolean stopped;
  private long movedAtNanos;
  private long timer = NO_TIMER;

  IdleTimeout(Vertx vertx, Duration idleTimeout, Runnable onStalled) {
    this.vertx = vertx;
    this.idleNanos = idleTimeout.toNanos();
    this.onStalled = onStalled;
  }

  /** Whether this side is ready to read a byte of the response. */
  void reading(boolean ready) {
    if (ready != reading) {
      reading = ready;
      readinessChanged(ready);
    }
  }

  /** Whether this side has bytes that Bimplus does not read. */
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
