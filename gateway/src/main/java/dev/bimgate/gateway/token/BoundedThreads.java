package dev.bimgate.gateway.token;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads for what may not hold up an event loop, with a bounded number of tasks that wait. */
final class BoundedThreads {

  private BoundedThreads() {}

  /** So many threads; a task that finds no room to wait is refused at once. */
  static ExecutorService named(String name, int threads, int maxQueued) {
    AtomicInteger count = new AtomicInteger();
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(maxQueued),
        task -> {
          Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }
}
