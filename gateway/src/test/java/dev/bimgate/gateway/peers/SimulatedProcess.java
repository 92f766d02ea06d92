package dev.bimgate.gateway.peers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process with clocks of its own: it can be paused, suspended with its machine, or killed. */
final class SimulatedProcess {

  /** In which a process notices that its wall clock was set. */
  private static final Duration NOTICE = Duration.ofMillis(100);

  private final SimulatedTime time;
  private final double clockRate;
  private final Runnable betweenActions;
  private final List<Runnable> stalled = new ArrayList<>();
  private boolean isStalled;
  private int number;
  private long suspendedNanos;
  private long wallOffsetMillis;
  private long movedNanos;
  private @Nullable Duration nextPause;

  /**
   * A running process.
   *
   * @param betweenActions what others may do between any two actions that waited for its return
   */
  SimulatedProcess(SimulatedTime time, double clockRate, Runnable betweenActions) {
    this.time = time;
    this.clockRate = clockRate;
    this.betweenActions = betweenActions;
  }

  Now now() {
    double nanos = (time.nanos() - suspendedNanos) * clockRate;
    return new Now((long) nanos, time.nanos() / 1_000_000 + wallOffsetMillis);
  }

  /** Which process it is: another one after each {@link #kill}. */
  int number() {
    return number;
  }

  boolean isStalled() {
    return isStalled;
  }

  void after(Duration delay, Runnable action) {
    int ofProcess = number;
    time.after(delay, () -> run(ofProcess, action));
  }

  void run(Runnable action) {
    run(number, action);
  }

  /** Runs an action now, or when the process runs again, unless it is another one by then. */
  void run(int ofProcess, Runnable action) {
    if (ofProcess != number) {
      return;
    }
    if (isStalled) {
      stalled.add(() -> run(ofProcess, action));
    } else {
      action.run();
    }
  }

  /** Pauses the process, or suspends its machine: then its {@code nanoTime} stands still, too. */
  void stop(Duration duration, boolean isSuspension) {
    boolean isUnnoticed = time.nanos() - movedNanos < NOTICE.toNanos();
    if (isStalled || (isSuspension && isUnnoticed)) {
      return;
    }
    isStalled = true;
    int stopped = number;
    time.after(
        duration,
        () -> {
          if (stopped == number) {
            suspendedNanos += isSuspension ? duration.toNanos() : 0;
            resume();
          }
        });
  }

  private void resume() {
    isStalled = false;
    List<Runnable> late = List.copyOf(stalled);
    stalled.clear();
    betweenActions.run();
    for (Runnable action : late) {
      action.run();
      betweenActions.run();
    }
  }

  /** Pauses the process just after it has sent a command, before the reply. */
  void stopAtNextCommand(Duration duration) {
    nextPause = duration;
  }

  void commandSent() {
    Duration pause = nextPause;
    if (pause != null) {
      nextPause = null;
      stop(pause, false);
    }
  }

  /**
   * Sets the wall clock, but not during a suspension or just before: together, they cannot be
   * noticed.
   */
  void moveWallClock(long millis) {
    if (!isStalled) {
      wallOffsetMillis += millis;
      movedNanos = time.nanos();
    }
  }

  /** Another process takes its place. */
  void kill() {
    number++;
    isStalled = false;
    stalled.clear();
  }
}
