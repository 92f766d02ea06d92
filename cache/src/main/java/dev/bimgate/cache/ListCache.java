package dev.bimgate.cache;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Lists per team and caller, told again for as long as the options allow. */
public final class ListCache {

  /** A cache that clears dropped and expired lists away on the common pool. */
  public ListCache(ListCacheOptions options, InstantSource clock, ListCacheEvents events) {
    throw new UnsupportedOperationException();
  }

  /**
   * A cache that clears dropped and expired lists away on an executor of the caller's.
   *
   * @param clearing runs one scan at a time, soon after a drop; what it delays costs memory only
   */
  public ListCache(
      ListCacheOptions options, InstantSource clock, ListCacheEvents events, Executor clearing) {
    throw new UnsupportedOperationException();
  }

  /**
   * Answers from memory, or from the one load that runs for this key, or starts it.
   *
   * <p>The future is the asker's own: cancelling it cancels neither the load nor anybody else's
   * wait. A fresh hit returns it completed. It completes exceptionally with what the source failed
   * with, as it is. Otherwise it completes on the thread that completed the source.
   */
  public <S> CompletableFuture<Lookup<S>> lookup(ListKey key, Ask ask, ListSource<S> source) {
    throw new UnsupportedOperationException();
  }

  /**
   * Drops lists: once it has returned, no lookup begun later sees a list whose load began before
   * the call. Takes the same short time however many lists it meets.
   */
  public void invalidate(Invalidation what) {
    throw new UnsupportedOperationException();
  }

  /**
   * The list kept under this key with its present state, without a trace; null if there is none.
   */
  public @Nullable Kept peek(ListKey key) {
    throw new UnsupportedOperationException();
  }

  /** The bytes kept at present. */
  public long sizeBytes() {
    throw new UnsupportedOperationException();
  }

  /** The lists kept at present. */
  public long entryCount() {
    throw new UnsupportedOperationException();
  }
}
