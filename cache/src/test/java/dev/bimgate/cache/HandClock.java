package dev.bimgate.cache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved, and can be made to do something when it is read. */
public final class HandClock implements InstantSource {

  public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private volatile Instant now = START;
  private volatile Runnable atNextReading = () -> {};

  @Override
  public Instant instant() {
    Runnable first = atNextReading;
    atNextReading = () -> {};
    first.run();
    return now;
  }

  void advance(Duration by) {
    now = now.plus(by);
  }

  /** Lets something happen in the middle of what reads the clock next. */
  void atNextReading(Runnable interruption) {
    atNextReading = interruption;
  }
}
