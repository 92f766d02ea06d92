package dev.bimgate.cache;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A point where one thread stops until another, having seen it there, releases it. */
final class Halt {

  private static final long GIVE_UP_SECONDS = 30;

  private final CyclicBarrier reached = new CyclicBarrier(2);
  private final CyclicBarrier left = new CyclicBarrier(2);

  /** For the thread that stops. */
  void stop() {
    meet(reached);
    meet(left);
  }

  /** Returns once the other thread has stopped. */
  void awaitStopped() {
    meet(reached);
  }

  void letGo() {
    meet(left);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(GIVE_UP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new AssertionError("the other thread never came", e);
    }
  }
}
