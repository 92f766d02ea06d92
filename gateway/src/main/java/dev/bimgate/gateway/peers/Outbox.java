package dev.bimgate.gateway.peers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The publications that are not known to be complete, in the order of their arrival. They outlive
 * sessions: each new one publishes all of them again.
 */
final class Outbox {

  /**
   * From this on, messages that only wait for a session are replaced by one: far below the length
   * of the log, which a reader must be able to follow when all of them are published at once.
   */
  static final int CAPACITY = 1_000;

  private static final long NOT_FAILED = Long.MIN_VALUE;

  private long patienceNanos;
  private final Map<Publication, Wait> open = new LinkedHashMap<>();

  Outbox(Timing timing) {
    this.patienceNanos = timing.untilNobodyTrusts().toNanos();
  }

  void add(Publication publication) {
    open.put(publication, new Wait(NOT_FAILED, false));
  }

  boolean isFull() {
    return open.size() >= CAPACITY;
  }

  /** Replaces messages for which nobody waits and with which nothing else is lost. */
  void replaceReleased(Publication everything) {
    if (open.entrySet().removeIf(one -> isReplaceable(one.getKey(), one.getValue()))) {
      open.put(everything, new Wait(NOT_FAILED, true));
    }
  }

  private static boolean isReplaceable(Publication publication, Wait wait) {
    return wait.isReleased && publication.changes().isEmpty();
  }

  List<Publication> open() {
    return List.copyOf(open.keySet());
  }

  int size() {
    return open.size();
  }

  /**
   * Takes one that is complete.
   *
   * @return whether its response still waits
   */
  boolean complete(Publication publication) {
    Wait wait = open.remove(publication);
    return wait != null && !wait.isReleased;
  }

  /**
   * Everything is being published: a try that failed before does not count.
   *
   * @param timing of the era, whose members may trust for longer than this gateway would
   */
  void joined(Timing timing) {
    patienceNanos = Math.max(patienceNanos, timing.untilNobodyTrusts().toNanos());
    open.replaceAll((publication, wait) -> new Wait(NOT_FAILED, wait.isReleased));
  }

  /** A try to publish all of them has failed. */
  void failed(long nowNanos) {
    open.replaceAll(
        (publication, wait) ->
            wait.failedNanos == NOT_FAILED ? new Wait(nowNanos, wait.isReleased) : wait);
  }

  /** Those whose responses need not wait any longer. They are published later nevertheless. */
  List<Publication> release(long nowNanos) {
    List<Publication> released = new ArrayList<>();
    open.forEach(
        (publication, wait) -> {
          if (!wait.isReleased && isOver(publication, wait, nowNanos)) {
            released.add(publication);
          }
        });
    released.forEach(one -> open.computeIfPresent(one, (same, wait) -> wait.released()));
    return released;
  }

  private boolean isOver(Publication publication, Wait wait, long nowNanos) {
    boolean afterFailure =
        wait.failedNanos != NOT_FAILED && nowNanos - wait.failedNanos >= patienceNanos;
    return afterFailure || nowNanos - publication.since().nanos() >= Timing.LONGEST_WAIT.toNanos();
  }

  /**
   * How long a publication has waited.
   *
   * @param failedNanos when the first try since the last joined session failed
   * @param isReleased whether its response has left
   */
  private record Wait(long failedNanos, boolean isReleased) {

    Wait released() {
      return new Wait(failedNanos, true);
    }
  }
}
