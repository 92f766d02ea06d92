package dev.bimgate.sandbox.wire;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A gate that holds responses until a test releases them. */
public final class Gate {

  private final CompletableFuture<Void> released = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition came = lock.newCondition();
  private int arrivals;

  Gate() {}

  /** Releases everything held here, and whatever comes later. */
  public void release() {
    released.complete(null);
  }

  /** The number of responses that have reached this gate. */
  public int arrivals() {
    lock.lock();
    try {
      return arrivals;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits up to ten seconds until that many responses have reached this gate.
   *
   * @throws IllegalStateException when they do not
   */
  public void awaitArrivals(int atLeast) {
    long nanosLeft = Duration.ofSeconds(10).toNanos();
    lock.lock();
    try {
      while (arrivals < atLeast) {
        if (nanosLeft <= 0) {
          throw new IllegalStateException(arrivals + " of " + atLeast + " came to the gate");
        }
        nanosLeft = came.awaitNanos(nanosLeft);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at a gate", e);
    } finally {
      lock.unlock();
    }
  }

  boolean isReleased() {
    return released.isDone();
  }

  /** Runs the action once released, on the releasing thread or at once. */
  void arrive(Runnable onRelease) {
    lock.lock();
    try {
      arrivals++;
      came.signalAll();
    } finally {
      lock.unlock();
    }
    var unused = released.thenRun(onRelease);
  }
}
