package dev.bimgate.deployment.faults;

import java.time.Duration;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How long this machine let nobody run: by how much a thread that waits a moment, again and again,
 * comes too late. Limits are the gateway's, and other programs' hunger for processors is not.
 */
final class Stalls {

  private static final int MOMENT_MILLIS = 20;
  private static final long WORTH_NOTING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** How much too late, by when that was. */
  private final ConcurrentNavigableMap<Long, Long> late = new ConcurrentSkipListMap<>();

  /** Watches until the latch is open. */
  void watch(CountDownLatch over) throws InterruptedException {
    long before = System.nanoTime();
    while (!over.await(MOMENT_MILLIS, TimeUnit.MILLISECONDS)) {
      long now = System.nanoTime();
      long lateNanos = now - before - TimeUnit.MILLISECONDS.toNanos(MOMENT_MILLIS);
      if (lateNanos > WORTH_NOTING_NANOS) {
        late.put(now, lateNanos);
      }
      before = now;
    }
  }

  Duration since(long nanos) {
    return Duration.ofNanos(late.tailMap(nanos).values().stream().mapToLong(Long::longValue).sum());
  }

  @Override
  public String toString() {
    long longest = late.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return late.size() + " stalls, " + TimeUnit.NANOSECONDS.toMillis(longest) + " ms the longest";
  }
}
