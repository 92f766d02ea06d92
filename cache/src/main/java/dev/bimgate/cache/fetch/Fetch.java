package dev.bimgate.cache.fetch;

import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Forward;
import dev.bimgate.cache.store.StoredResponse;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An in-flight load or revalidation.
 *
 * <p>The thread that runs it writes its fields before it completes; lookups that wait read them
 * afterwards.
 */
public final class Fetch<S> {

  /** Some 36 years, within which two readings of the clock can be compared. */
  private static final long LONG_AGO_NANOS = 1L << 60;

  public final CacheKey key;

  /** The generation it began in. */
  final long generation;

  /** When it began. */
  final long begunAtNanos;

  /**
   * When the load of the list that it responds with began: earlier than this fetch, if that was
   * another one.
   */
  public long listBegunAtNanos;

  public final Origin<S> origin;

  /** Always completes normally. It never leaves the cache, so nobody can cancel it. */
  private final CompletableFuture<FetchResult> result = new CompletableFuture<>();

  /** The response that was stored when it began. */
  @Nullable StoredResponse seen;

  /** Why it contacts upstream. */
  public Forward forward = Forward.URI_MISS;

  /** What only the starter can have, when the result is {@link FetchResult.Unshared}. */
  public OriginResponse.@Nullable Streamed<S> streamed;

  /** Whether the response seen may still be served: otherwise this is a load like any other. */
  boolean revalidates;

  /** Whether it has already repeated its request without validators. */
  boolean repeated;

  /** Whether upstream has rejected the key meanwhile, in a response to another request. */
  volatile boolean rejected;

  public Fetch(CacheKey key, long generation, long begunAtNanos, Origin<S> origin) {
    this.key = key;
    this.generation = generation;
    this.begunAtNanos = begunAtNanos;
    this.listBegunAtNanos = begunAtNanos;
    this.origin = origin;
  }

  /**
   * Another gateway has loaded the list. No clock tells when, so to a lookup that says since when
   * the load must have begun it is too early.
   */
  void loadedElsewhere() {
    listBegunAtNanos = begunAtNanos - LONG_AGO_NANOS;
  }

  boolean isLoadedElsewhere() {
    return listBegunAtNanos == begunAtNanos - LONG_AGO_NANOS;
  }

  /** Runs on the thread that completes the fetch, or at once if it has completed. */
  public void whenComplete(Consumer<FetchResult> then) {
    CompletableFuture<Void> unused = result.thenAccept(then);
  }

  void complete(FetchResult how) {
    result.complete(how);
  }

  /** Releases a stream that nobody will read. */
  public void abandonStream() {
    if (streamed != null) {
      streamed.abandon().run();
    }
  }
}
