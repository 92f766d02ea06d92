package dev.bimgate.benchmarks.limits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Two ways to load a server: at a steady rate, and by clients that never stop. */
final class Load {

  private Load() {}

  /** Sends requests at a steady rate, however long their responses take; those then follow. */
  static CompletableFuture<Replies> steady(
      Duration length, int perSecond, IntFunction<CompletableFuture<Reply>> requests) {
    CompletableFuture<Replies> result = new CompletableFuture<>();
    Thread thread =
        new Thread(() -> result.complete(Replies.of(sent(length, perSecond, requests))));
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  private static List<CompletableFuture<Reply>> sent(
      Duration length, int perSecond, IntFunction<CompletableFuture<Reply>> requests) {
    List<CompletableFuture<Reply>> pending = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < length.toSeconds() * perSecond; i++) {
      long due = start + TimeUnit.SECONDS.toNanos(i) / perSecond;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      pending.add(requests.apply(i));
    }
    return pending;
  }

  /**
   * Clients that repeat one request: after a success at once, else after about a second, so that
   * they do not come back together.
   */
  static final class Loops implements AutoCloseable {

    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    void start(int clients, Supplier<CompletableFuture<Reply>> request) {
      for (int i = 0; i < clients; i++) {
        repeat(request);
      }
    }

    /** The responses that are complete. */
    Replies replies() {
      return new Replies(List.copyOf(replies));
    }

    private void repeat(Supplier<CompletableFuture<Reply>> request) {
      if (!over) {
        var unused = request.get().thenAccept(reply -> completed(reply, request));
      }
    }

    private void completed(Reply reply, Supplier<CompletableFuture<Reply>> request) {
      if (!over) {
        replies.add(reply);
        Executor next = reply.status() == 200 ? Runnable::run : pause();
        next.execute(() -> repeat(request));
      }
    }

    private static Executor pause() {
      long millis = ThreadLocalRandom.current().nextLong(500, 1_500);
      return CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, Runnable::run);
    }

    @Override
    public void close() {
      over = true;
    }
  }
}
