package dev.bimgate.cache;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An in-flight load or revalidation.
 *
 * <p>Its fields are written by the thread that runs it, before it completes; who waits reads them
 * afterwards.
 */
final class Fetch<S> {

  final ListKey key;

  /** The generation it began in. */
  final long generation;

  final ListSource<S> source;

  /** Always completes normally; nobody outside the cache holds it, so nobody can cancel it. */
  private final CompletableFuture<FetchResult> result = new CompletableFuture<>();

  /** The response that was stored when it began. */
  @Nullable StoredResponse seen;

  /** Why it asks upstream. */
  Forward forward = Forward.URI_MISS;

  /** What only the starter can have, when the result is {@link FetchResult.Unshared}. */
  SourceAnswer.@Nullable Passage<S> passage;

  /** Whether the response seen may still be served: otherwise this is a load like any other. */
  boolean revalidates;

  /** Whether it has already asked again, without validators. */
  boolean repeated;

  /** Whether upstream has rejected the key meanwhile, in a response to another request. */
  volatile boolean rejected;

  Fetch(ListKey key, long generation, ListSource<S> source) {
    this.key = key;
    this.generation = generation;
    this.source = source;
  }

  /** Runs on the thread that completes the fetch, or at once if it has completed. */
  void whenComplete(Consumer<FetchResult> then) {
    CompletableFuture<Void> unused = result.thenAccept(then);
  }

  void complete(FetchResult how) {
    result.complete(how);
  }

  /** Lets go of what nobody will take. */
  void abandonPassage() {
    if (passage != null) {
      passage.abandon().run();
    }
  }
}
