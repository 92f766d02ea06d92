package dev.bimgate.deployment.peers;

import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Which writes may have been answered by a gateway that was isolated, as far as one can see from
 * outside: its meter {@code gateway.peers.writes} with outcome {@code isolated}, read again and
 * again, counts each of them before its response leaves.
 *
 * <p>A write is one of them if the meter was larger in the first reading that began after its
 * response than in the last one that ended before it was sent; then so are others of that time. It
 * is one as well if there is no such reading, as its gateway was killed first. Thread-safe.
 */
final class IsolatedWrites {

  private static final long PAUSE_MILLIS = 150;

  private final Map<String, Readings> ofProcesses = new ConcurrentHashMap<>();

  /** Readings of one process, in the order of time. */
  private record Readings(
      ConcurrentNavigableMap<Long, Double> byBegin, ConcurrentNavigableMap<Long, Double> byEnd) {

    Readings() {
      this(new ConcurrentSkipListMap<>(), new ConcurrentSkipListMap<>());
    }
  }

  /** Reads the meter of a gateway until the latch is open, and once after that. */
  void watch(Member member, CountDownLatch over) throws InterruptedException {
    boolean isLast;
    do {
      isLast = over.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      member.process().ifPresent(this::read);
    } while (!isLast);
  }

  private void read(MemberProcess process) {
    long beganNanos = System.nanoTime();
    try {
      add(process.name(), beganNanos, process.isolatedWrites(), System.nanoTime());
    } catch (UncheckedIOException ended) {
      // Then there are no more readings of it.
    }
  }

  /** A reading of a process that took from one time to another. */
  void add(String process, long beganNanos, double isolatedWrites, long endedNanos) {
    Readings readings = ofProcesses.computeIfAbsent(process, first -> new Readings());
    readings.byBegin().put(beganNanos, isolatedWrites);
    readings.byEnd().put(endedNanos, isolatedWrites);
  }

  boolean mayContain(History.Write write) {
    Readings readings = ofProcesses.getOrDefault(write.gateway(), new Readings());
    Map.Entry<Long, Double> before = readings.byEnd().floorEntry(write.sentNanos());
    Map.Entry<Long, Double> after = readings.byBegin().ceilingEntry(write.respondedNanos());
    double atFirst = before == null ? 0 : before.getValue();
    return after == null || after.getValue() > atFirst;
  }
}
