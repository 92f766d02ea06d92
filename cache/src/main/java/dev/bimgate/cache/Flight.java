package dev.bimgate.cache;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One load or revalidation under way.
 *
 * <p>Its fields are written by the thread that drives it, before it lands; who waits reads them
 * afterwards.
 */
final class Flight<S> {

  final ListKey key;

  /** The generation it began in. */
  final long generation;

  final ListSource<S> source;

  /** Always completes normally; nobody outside the cache holds it, so nobody can cancel it. */
  private final CompletableFuture<Landing> landing = new CompletableFuture<>();

  /** The list it was started from. */
  @Nullable StoredResponse seen;

  /** Why it asks upstream. */
  Forward forward = Forward.URI_MISS;

  /** What only the starter can have, when the flight lands {@link Landing.Unshared}. */
  SourceAnswer.@Nullable Passage<S> passage;

  /** Whether that list may still be told: otherwise this is a load like any other. */
  boolean revalidates;

  /** Whether it has already asked anew, without validators. */
  boolean repeated;

  /** Whether upstream has refused the question meanwhile, to whoever else has asked it. */
  volatile boolean refused;

  Flight(ListKey key, long generation, ListSource<S> source) {
    this.key = key;
    this.generation = generation;
    this.source = source;
  }

  /** Runs on the thread that lands the flight, or at once if it has landed. */
  void whenLanded(Consumer<Landing> then) {
    CompletableFuture<Void> unused = landing.thenAccept(then);
  }

  void land(Landing how) {
    landing.complete(how);
  }

  /** Lets go of what nobody will take. */
  void abandonPassage() {
    if (passage != null) {
      passage.abandon().run();
    }
  }
}
