package dev.bimgate.gateway.token.jwt;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Thread pools with a bounded queue, for work that must not block an event loop. */
public final class BoundedThreads {

  private BoundedThreads() {}

  /** A fixed pool of daemon threads that rejects tasks when its queue is full. */
  public static ExecutorService named(String name, int threads, int maxQueued) {
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
