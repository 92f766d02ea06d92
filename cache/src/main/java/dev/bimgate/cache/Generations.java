package dev.bimgate.cache;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What has been invalidated or made stale, and when, in generations: a list counts only if its load
 * began in a generation in which every invalidation that covers it had already been made, and is
 * fresh only if the same holds for what made lists stale.
 *
 * <p>A generation begins with each of both. It is noted before its number is published, so whoever
 * reads a number also sees all up to it, and a load that began meanwhile counts as older.
 */
final class Generations {

  /** More scopes than this are forgotten by ending everything: safe, and rare. */
  static final int MAX_SCOPES = 10_000;

  /**
   * That the lists of a scope were invalidated, or made stale.
   *
   * @param generation that began with it: whatever was loaded in an earlier one is covered
   */
  record Ending(long generation, Invalidation.Reason reason, long atMillis) {}

  private final Endings hard = new Endings();
  private final Endings soft = new Endings();
  private volatile long current;

  /** The present generation; to be read before a load begins. */
  long current() {
    return current;
  }

  /** Makes an invalidation; when it returns, {@link #isValid} knows. */
  void invalidate(Invalidation what, long nowMillis) {
    note(hard, what, nowMillis);
  }

  /** Ends the freshness of lists; when it returns, {@link #staleSince} knows. */
  void makeStale(Invalidation what, long nowMillis) {
    note(soft, what, nowMillis);
  }

  /** Whether no invalidation since that generation covers this list. */
  boolean isValid(ListKey key, long loadedIn) {
    return loadedIn == current || hard.since(key, loadedIn) == null;
  }

  /** Whether a load that began in that generation brings what nothing has ended since. */
  boolean isCurrent(ListKey key, long loadedIn) {
    return loadedIn == current
        || (hard.since(key, loadedIn) == null && soft.since(key, loadedIn) == null);
  }

  /** The latest invalidation since that generation that covers this list; null if none does. */
  @Nullable Ending invalidatedSince(ListKey key, long loadedIn) {
    return hard.since(key, loadedIn);
  }

  /** What ended the freshness of this list last since that generation; null if nothing did. */
  @Nullable Ending staleSince(ListKey key, long loadedIn) {
    return soft.since(key, loadedIn);
  }

  private synchronized void note(Endings endings, Invalidation what, long nowMillis) {
    long next = current + 1;
    endings.note(what.scope(), new Ending(next, what.reason(), nowMillis));
    current = next;
  }

  /** The latest ending of each scope. */
  private static final class Endings {

    private final ConcurrentHashMap<Scope, Ending> byScope = new ConcurrentHashMap<>();
    private volatile @Nullable Ending ofEverything;

    /** By one thread at a time. */
    void note(Scope scope, Ending ending) {
      boolean fits = byScope.size() < MAX_SCOPES || byScope.containsKey(scope);
      if (fits && !(scope instanceof Scope.Everything)) {
        byScope.put(scope, ending);
        return;
      }
      ofEverything = ending;
      byScope.clear();
    }

    @Nullable Ending since(ListKey key, long loadedIn) {
      // Scopes before everything: one only vanishes after everything has ended.
      Ending last = byScope.isEmpty() ? null : ofScopes(key);
      last = later(last, ofEverything);
      return last != null && last.generation() > loadedIn ? last : null;
    }

    private @Nullable Ending ofScopes(ListKey key) {
      Ending last = byScope.get(Scope.team(key.route(), key.team()));
      last = later(last, byScope.get(Scope.user(key.caller().user())));
      last = later(last, byScope.get(Scope.caller(key.caller())));
      last = later(last, byScope.get(Scope.key(key)));
      return later(last, byScope.get(Scope.route(key.route())));
    }

    private static @Nullable Ending later(@Nullable Ending one, @Nullable Ending other) {
      boolean isLater = other != null && (one == null || other.generation() > one.generation());
      return isLater ? other : one;
    }
  }
}
