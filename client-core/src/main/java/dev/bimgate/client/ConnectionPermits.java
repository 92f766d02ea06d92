package dev.bimgate.client;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * As many permits as there may be connections, and the queue of those who wait for one, first come
 * first served.
 *
 * <p>Vert.x bounds its pool as well, but can neither bound the wait apart from connecting nor tell
 * the two apart. Shared by all event loops.
 */
final class ConnectionPermits {

  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private int free;

  ConnectionPermits(int permits) {
    free = permits;
  }

  /** One who waits; known by its identity. */
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

  /** Gives a permit back, or rather on to the first who waits. */
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
