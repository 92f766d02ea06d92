package dev.bimgate.deployment.peers;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what becomes true by itself. */
public final class Waiting {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  /** A key fetch that failed is repeated after a minute; nothing that is awaited takes longer. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private Waiting() {}

  public static void until(BooleanSupplier condition) {
    long beganNanos = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - beganNanos > LONGEST.toNanos()) {
        throw new AssertionError("not so after " + LONGEST);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }
}
