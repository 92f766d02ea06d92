package dev.bimgate.gateway.token.jwt;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Coalesces asynchronous calls: for each key at most one runs at a time, and callers that join it
 * get its result. Results are not cached.
 */
public final class SingleFlight<K, V> {

  private final Map<K, CompletableFuture<V>> running = new ConcurrentHashMap<>();

  /**
   * Joins the running call of this key, or starts the given one on this thread.
   *
   * <p>The stage is the caller's own: completing or cancelling it does not affect others. It
   * completes on the thread that ends the call, after the key is free. A call that caches its
   * result should do so before it completes, and check the cache first: another call may have ended
   * since its caller checked.
   *
   * @param call fails if it throws
   */
  public CompletionStage<V> joinOrStart(K key, Supplier<CompletionStage<V>> call) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> other = running.putIfAbsent(key, mine);
    if (other != null) {
      return other.minimalCompletionStage();
    }
    var unused =
        started(call)
            .whenComplete(
                (result, failure) -> {
                  running.remove(key, mine);
                  if (failure == null) {
                    mine.complete(result);
                  } else {
                    mine.completeExceptionally(failure);
                  }
                });
    return mine.minimalCompletionStage();
  }

  /** How many calls run. */
  public int size() {
    return running.size();
  }

  private static <V> CompletionStage<V> started(Supplier<CompletionStage<V>> call) {
    try {
      return call.get();
    } catch (RuntimeException | Error failure) {
      return CompletableFuture.failedStage(failure);
    }
  }
}
