package dev.bimgate.gateway.token;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves when a test says so, both as time of day and as nanoseconds. */
public final class TestClock implements InstantSource {

  public static final long START_SECONDS = 1_800_000_000;

  private volatile Instant now = Instant.ofEpochSecond(START_SECONDS);

  @Override
  public Instant instant() {
    return now;
  }

  long nanos() {
    return now.getEpochSecond() * 1_000_000_000 + now.getNano();
  }

  public void advance(Duration by) {
    now = now.plus(by);
  }
}
