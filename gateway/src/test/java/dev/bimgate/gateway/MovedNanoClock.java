package dev.bimgate.gateway;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The clock of the breakers of the gateway under test: the real time, moved on by a test. */
@Singleton
public class MovedNanoClock {

  private final AtomicLong offsetNanos = new AtomicLong();

  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  LongSupplier clock() {
    return () -> System.nanoTime() + offsetNanos.get();
  }

  public void advance(Duration by) {
    offsetNanos.addAndGet(by.toNanos());
  }
}
