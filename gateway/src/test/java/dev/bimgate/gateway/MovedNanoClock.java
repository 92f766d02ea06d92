package dev.bimgate.gateway;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The clock of the breakers of the gateway under test: the real time, moved or stopped by a test.
 */
@Singleton
public class MovedNanoClock {

  private final AtomicLong offsetNanos = new AtomicLong();
  private volatile @Nullable Long stoppedAtNanos;

  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  LongSupplier clock() {
    return this::nanos;
  }

  private long nanos() {
    Long stopped = stoppedAtNanos;
    return (stopped == null ? System.nanoTime() : stopped) + offsetNanos.get();
  }

  /** Stops, until the end of the test or until it moves on. */
  public void stop() {
    stoppedAtNanos = System.nanoTime();
  }

  void run() {
    stoppedAtNanos = null;
  }

  public void advance(Duration by) {
    offsetNanos.addAndGet(by.toNanos());
  }
}
