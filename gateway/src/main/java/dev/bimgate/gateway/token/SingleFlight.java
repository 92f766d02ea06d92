package dev.bimgate.gateway.token;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Coalesces asynchronous calls: for one key at most one runs at a time, and all who ask for it
 * meanwhile get its result. Results are not kept.
 */
final class SingleFlight<K, V> {

  private final Map<K, CompletableFuture<V>> running = new ConcurrentHashMap<>();

  /**
   * The result of the call that runs for this key, else of the given one, which starts on this
   * thread.
   *
   * <p>The stage is the caller's own: nobody can complete or cancel it for the others. It completes
   * on the thread that ends the call, after the key is free for the next one. What the call leaves
   * behind should be there before it completes, and a call should look for that first: another one
   * may have ended since its caller looked.
   *
   * @param call fails if it throws
   */
  CompletionStage<V> joinOrStart(K key, Supplier<CompletionStage<V>> call) {
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
  int size() {
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
