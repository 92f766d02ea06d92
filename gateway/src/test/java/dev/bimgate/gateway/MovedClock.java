package dev.bimgate.gateway;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The clock of the gateway under test: the real time, moved or stopped by a test. */
@Singleton
public class MovedClock {

  private volatile Duration offset = Duration.ZERO;
  private volatile @Nullable Instant stoppedAt;

  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  InstantSource clock() {
    return this::now;
  }

  private Instant now() {
    Instant stopped = stoppedAt;
    return (stopped == null ? Instant.now() : stopped).plus(offset);
  }

  /** Stops at a whole second, until a test moves it. */
  public Instant stop() {
    Instant instant = now().truncatedTo(ChronoUnit.SECONDS);
    offset = Duration.ZERO;
    stoppedAt = instant;
    return instant;
  }

  /** Moves on from the stopped time. */
  public void advance(Duration by) {
    offset = offset.plus(by);
  }

  /** Moves to that time, and runs on from there. */
  public void moveTo(Instant instant) {
    stoppedAt = null;
    offset = Duration.between(Instant.now(), instant);
  }

  void toTheRealTime() {
    stoppedAt = null;
    offset = Duration.ZERO;
  }
}
