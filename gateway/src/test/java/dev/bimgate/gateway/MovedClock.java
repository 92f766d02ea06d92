package dev.bimgate.gateway;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The clock of the gateway under test: the real time, moved as far as a test says. */
@Singleton
public class MovedClock {

  private volatile Duration offset = Duration.ZERO;

  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  InstantSource clock() {
    return () -> Instant.now().plus(offset);
  }

  /** Moves on from where it stands. */
  public void advance(Duration by) {
    offset = offset.plus(by);
  }

  /** Moves to that moment, from which it goes on. */
  public void moveTo(Instant moment) {
    offset = Duration.between(Instant.now(), moment);
  }

  void toTheRealTime() {
    offset = Duration.ZERO;
  }
}
