package dev.bimgate.cache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A manual clock, which can run an action when it is read. */
public final class HandClock implements InstantSource {

  public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private volatile Instant now = START;

  /** About to overflow: such a clock may begin anywhere. */
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

  private volatile Runnable atNextReading = () -> {};

  @Override
  public Instant instant() {
    Runnable first = atNextReading;
    atNextReading = () -> {};
    first.run();
    return now;
  }

  /** Nanoseconds of its own, which a correction of the time does not change. */
  public long nanos() {
    return nanos.get();
  }

  /** Corrects the time, as an operator or NTP does: no time has passed. */
  void correct(Duration by) {
    now = now.plus(by);
  }

  public void advance(Duration by) {
    nanos.addAndGet(by.toNanos());
    correct(by);
  }

  /** Runs an action within the next reading of the clock. */
  void atNextReading(Runnable interruption) {
    atNextReading = interruption;
  }
}
