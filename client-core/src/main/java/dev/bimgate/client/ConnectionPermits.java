package dev.bimgate.client;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One permit for each connection, and a FIFO queue of the calls that wait for one.
 *
 * <p>Vert.x bounds its pool too, but can neither bound the wait separately from connecting nor
 * distinguish the two. Shared by all event loops.
 */
final class ConnectionPermits {

  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private int free;

  ConnectionPermits(int permits) {
    free = permits;
  }

  /** A call that waits; compared by identity. */
  static final class Waiter {
    private final Runnable onGranted;

    private Waiter(Runnable onGranted) {
      this.onGranted = onGranted;
    }
  }

  /** Takes a permit that is free now. */
  synchronized boolean tryAcquire() {
    if (free == 0) {
      return false;
    }
    free--;
    return true;
  }

  /**
   * Takes a permit now or queues for one.
   *
   * @param onGranted runs once on the thread of whoever releases, and only when this did not return
   *     null
   * @return null when the permit was taken at once
   */
  synchronized @Nullable Waiter acquire(Runnable onGranted) {
    if (tryAcquire()) {
      return null;
    }
    Waiter waiter = new Waiter(onGranted);
    waiters.addLast(waiter);
    return waiter;
  }

  /** Leaves the queue; false when the permit has been granted already and has to be released. */
  synchronized boolean withdraw(Waiter waiter) {
    return waiters.remove(waiter);
  }

  /** Returns a permit, or passes it to the first in the queue. */
  void release() {
    Waiter next;
    synchronized (this) {
      next = waiters.pollFirst();
      if (next == null) {
        free++;
        return;
      }
    }
    next.onGranted.run();
  }
}
