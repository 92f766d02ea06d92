package dev.bimgate.cache;

import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The flights under way: for one key at most one that a new lookup may wait for. */
final class Flights {

  private final ConcurrentHashMap<ListKey, Flight<?>> underWay = new ConcurrentHashMap<>();
  private final Drops drops;

  Flights(Drops drops) {
    this.drops = drops;
  }

  /**
   * Takes the place of the flight for its key, or tells which one to wait for. A flight that began
   * before a drop or a soft purge that concerns its key is waited for by nobody new: it flies on
   * for those it has.
   */
  Flight<?> board(Flight<?> mine) {
    while (true) {
      Flight<?> running = underWay.putIfAbsent(mine.key, mine);
      if (running == null) {
        return mine;
      }
      if (drops.isCurrent(mine.key, running.epoch)) {
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
    return running != null && drops.isCurrent(key, running.epoch);
  }

  /** The keys of the flights under way for answers to this question, one for each variant. */
  Stream<ListKey> underWayFor(ListKey question) {
    return underWay.keySet().stream().filter(key -> key.question().equals(question));
  }

  /** Whether another flight has taken the place of this one, which has not landed yet. */
  boolean isOvertaken(Flight<?> flight) {
    return underWay.get(flight.key) != flight;
  }

  /** Ends a flight: from here on a lookup starts another. */
  void land(Flight<?> flight, Landing how) {
    underWay.remove(flight.key, flight);
    flight.land(how);
  }
}
