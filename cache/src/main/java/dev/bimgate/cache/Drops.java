package dev.bimgate.cache;

import org.jspecify.annotations.Nullable;

/**
 * What has been dropped or made stale, and when, in epochs: a list counts only if its load began in
 * an epoch in which every drop that concerns it had already been made, and is fresh only if the
 * same holds for what made lists stale.
 *
 * <p>An epoch begins with each of both. It is noted before its epoch is published, so whoever reads
 * an epoch also sees all up to it, and a load that began meanwhile counts as older.
 */
final class Drops {

  private final Marks gone = new Marks();
  private final Marks stale = new Marks();
  private volatile long epoch;

  /** The present epoch; to be read before a load begins. */
  long epoch() {
    return epoch;
  }

  /** Makes a drop; when it returns, {@link #spares} knows. */
  void drop(Invalidation what, long nowMillis) {
    note(gone, what, nowMillis);
  }

  /** Ends the freshness of lists; when it returns, {@link #staleSince} knows. */
  void makeStale(Invalidation what, long nowMillis) {
    note(stale, what, nowMillis);
  }

  /** Whether no drop since that epoch concerns this list. */
  boolean spares(ListKey key, long loadedIn) {
    return loadedIn == epoch || gone.since(key, loadedIn) == null;
  }

  /** Whether a load that began in that epoch brings what nothing has ended since. */
  boolean isCurrent(ListKey key, long loadedIn) {
    return loadedIn == epoch
        || (gone.since(key, loadedIn) == null && stale.since(key, loadedIn) == null);
  }

  /** The latest drop since that epoch that concerns this list; null if there is none. */
  @Nullable Mark goneSince(ListKey key, long loadedIn) {
    return gone.since(key, loadedIn);
  }

  /** What ended the freshness of this list last since that epoch; null if nothing did. */
  @Nullable Mark staleSince(ListKey key, long loadedIn) {
    return stale.since(key, loadedIn);
  }

  private synchronized void note(Marks marks, Invalidation what, long nowMillis) {
    long next = epoch + 1;
    marks.note(what, new Mark(next, what.reason(), nowMillis));
    epoch = next;
  }
}
