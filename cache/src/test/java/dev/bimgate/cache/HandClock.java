package dev.bimgate.cache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A manual clock, which can run an action when it is read. */
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

  public void advance(Duration by) {
    now = now.plus(by);
  }

  /** Runs an action within the next reading of the clock. */
  void atNextReading(Runnable interruption) {
    atNextReading = interruption;
  }
}
