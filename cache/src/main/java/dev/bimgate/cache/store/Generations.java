package dev.bimgate.cache.store;

import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheRoute;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The latest invalidation and soft purge of each scope, numbered by generations: a list is valid
 * only if its load began in a generation in which every invalidation that covers it had already
 * been made, and fresh only if the same holds for soft purges.
 *
 * <p>Each of both begins a generation. It is recorded before its number is published, so whoever
 * reads a number also sees all up to it, and a load that began meanwhile counts as older.
 */
public final class Generations {

  /** Beyond this many scopes everything is invalidated: safe, and rare. */
  static final int MAX_SCOPES = 10_000;

  /**
   * The invalidation or soft purge of a scope.
   *
   * @param generation that began with it: it covers whatever was loaded in an earlier one
   */
  public record Ending(long generation, Invalidation.Reason reason, long atMillis) {}

  private final Latest hard = new Latest();
  private final Latest soft = new Latest();
  private volatile long current;

  /** The current generation; to be read before a load begins. */
  public long current() {
    return current;
  }

  /** Records an invalidation; when it returns, {@link #isValid} sees it. */
  void invalidate(Invalidation what, long nowMillis) {
    note(hard, what, nowMillis);
  }

  /** Records a soft purge; when it returns, {@link #staleSince} sees it. */
  void softPurge(Invalidation what, long nowMillis) {
    note(soft, what, nowMillis);
  }

  /** Whether no invalidation since that generation covers this list. */
  public boolean isValid(CacheKey key, long loadedIn) {
    return loadedIn == current || hard.since(key, loadedIn) == null;
  }

  /** Whether no invalidation and no soft purge covers a load of that generation. */
  public boolean isCurrent(CacheKey key, long loadedIn) {
    return loadedIn == current
        || (hard.since(key, loadedIn) == null && soft.since(key, loadedIn) == null);
  }

  /** The latest invalidation since that generation that covers this list; null if none does. */
  @Nullable Ending invalidatedSince(CacheKey key, long loadedIn) {
    return hard.since(key, loadedIn);
  }

  /** The latest soft purge since that generation that covers this list; null if none does. */
  @Nullable
  public Ending staleSince(CacheKey key, long loadedIn) {
    return soft.since(key, loadedIn);
  }

  private synchronized void note(Latest endings, Invalidation what, long nowMillis) {
    long next = current + 1;
    endings.note(what.scope(), new Ending(next, what.reason(), nowMillis));
    current = next;
  }

  /** The latest ending of each scope; reading it allocates nothing. */
  private static final class Latest {

    /** By route, user, caller and primary key, each by its own type. */
    private final ConcurrentHashMap<Object, Ending> byName = new ConcurrentHashMap<>();

    /** By the slug, and then by the route, of the lists of a team. */
    private final ConcurrentHashMap<String, Map<CacheRoute, Ending>> byTeam =
        new ConcurrentHashMap<>();

    private volatile @Nullable Ending ofEverything;

    /** By one thread at a time. */
    void note(Scope scope, Ending ending) {
      if (scope instanceof Scope.OfTeam of && hasRoomFor(byTeam, of.slug())) {
        byTeam.merge(of.slug(), Map.of(of.route(), ending), Latest::with);
        return;
      }
      Object name = nameOf(scope);
      if (name != null && hasRoomFor(byName, name)) {
        byName.put(name, ending);
        return;
      }
      ofEverything = ending;
      byName.clear();
      byTeam.clear();
    }

    private boolean hasRoomFor(Map<?, ?> scopes, Object name) {
      return byName.size() + byTeam.size() < MAX_SCOPES || scopes.containsKey(name);
    }

    private static @Nullable Object nameOf(Scope scope) {
      if (scope instanceof Scope.OfUser of) {
        return of.user();
      }
      if (scope instanceof Scope.OfCaller of) {
        return of.caller();
      }
      if (scope instanceof Scope.OfKey of) {
        return of.primaryKey();
      }
      return scope instanceof Scope.OfRoute of ? of.route() : null;
    }

    private static Map<CacheRoute, Ending> with(
        Map<CacheRoute, Ending> known, Map<CacheRoute, Ending> added) {
      if (added.keySet().containsAll(known.keySet())) {
        return added;
      }
      Map<CacheRoute, Ending> all = new HashMap<>(known);
      all.putAll(added);
      return Map.copyOf(all);
    }

    @Nullable Ending since(CacheKey key, long loadedIn) {
      // Scopes before everything: a scope only vanishes after everything has ended.
      Ending last = ofTeam(key);
      last = later(last, byName.get(key.caller().user()));
      last = later(last, byName.get(key.caller()));
      last = later(last, byName.get(key.withoutVariant()));
      last = later(last, byName.get(key.route()));
      last = later(last, ofEverything);
      return last != null && last.generation() > loadedIn ? last : null;
    }

    private @Nullable Ending ofTeam(CacheKey key) {
      Map<CacheRoute, Ending> byRoute = byTeam.get(key.team());
      return byRoute == null ? null : byRoute.get(key.route());
    }

    private static @Nullable Ending later(@Nullable Ending one, @Nullable Ending other) {
      boolean isLater = other != null && (one == null || other.generation() > one.generation());
      return isLater ? other : one;
    }
  }
}
