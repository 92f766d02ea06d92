package dev.bimgate.cache;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The flights under way: for one key at most one that a new lookup may wait for. */
final class Flights {

  private final ConcurrentHashMap<ListKey, Flight<?>> underWay = new ConcurrentHashMap<>();
  private final AtomicLong successes = new AtomicLong();
  private final Generations generations;

  Flights(Generations generations) {
    this.generations = generations;
  }

  /**
   * Takes the place of the flight for its key, or tells which one to wait for. A flight that began
   * before an invalidation or a soft purge that covers its key, or before a refusal, is waited for
   * by nobody new: it flies on for those it has.
   */
  Flight<?> board(Flight<?> mine) {
    while (true) {
      Flight<?> running = underWay.putIfAbsent(mine.key, mine);
      if (running == null) {
        return mine;
      }
      if (isCurrent(running)) {
        return running;
      }
      if (underWay.replace(mine.key, running, mine)) {
        return mine;
      }
    }
  }

  /** Whether a new lookup could wait for a flight. */
  boolean isUnderWay(ListKey key) {
    Flight<?> running = underWay.get(key);
    return running != null && isCurrent(running);
  }

  /**
   * Hears of a refusal: what flights bring that are under way for answers to the question may have
   * been said before it.
   *
   * @param askedIn the generation in which it was asked: flights that began in a later one know
   *     better
   */
  void refused(ListKey question, long askedIn) {
    for (Flight<?> flight : underWay.values()) {
      if (flight.generation <= askedIn && flight.key.question().equals(question)) {
        flight.refused = true;
      }
    }
  }

  /** Whether another flight has taken the place of this one, or a refusal has come meanwhile. */
  boolean isOvertaken(Flight<?> flight) {
    return flight.refused || underWay.get(flight.key) != flight;
  }

  /** Hears that a load has succeeded: upstream is well. */
  void succeeded() {
    successes.incrementAndGet();
  }

  /** The loads that have succeeded so far, of all lists. */
  long successes() {
    return successes.get();
  }

  private boolean isCurrent(Flight<?> flight) {
    return !flight.refused && generations.isCurrent(flight.key, flight.generation);
  }

  /** Ends a flight: from here on a lookup starts another. */
  void land(Flight<?> flight, Landing how) {
    underWay.remove(flight.key, flight);
    flight.land(how);
  }
}
