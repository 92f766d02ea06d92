package dev.bimgate.gateway.peers;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** The true time of a simulation: actions run in its order, each at once. */
final class SimulatedTime {

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          Comparator.comparingLong(Event::atNanos).thenComparingLong(Event::number));
  private long nanos;
  private long scheduled;

  long nanos() {
    return nanos;
  }

  void after(Duration delay, Runnable action) {
    at(nanos + delay.toNanos(), action);
  }

  void at(long atNanos, Runnable action) {
    events.add(new Event(Math.max(nanos, atNanos), scheduled++, action));
  }

  void run(Duration duration) {
    long endNanos = nanos + duration.toNanos();
    while (!events.isEmpty() && events.element().atNanos <= endNanos) {
      Event next = events.remove();
      nanos = next.atNanos;
      next.action.run();
    }
    nanos = endNanos;
  }

  private record Event(long atNanos, long number, Runnable action) {}
}
