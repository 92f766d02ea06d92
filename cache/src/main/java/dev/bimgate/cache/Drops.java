package dev.bimgate.cache;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What has been dropped, and when, in epochs: a list counts only if its load began in an epoch in
 * which every drop that concerns it had already been made.
 *
 * <p>An epoch begins with each drop. The drop is noted before its epoch is published, so whoever
 * reads an epoch also sees all drops up to it, and a load that began meanwhile counts as older.
 */
final class Drops {

  /** More names than this are forgotten by dropping everything: safe, and rare. */
  static final int MAX_NAMES = 10_000;

  /** Teams (their project lists), users, callers and keys, each by its own type. */
  private final ConcurrentHashMap<Object, Long> droppedAt = new ConcurrentHashMap<>();

  private volatile long allProjectsDroppedAt;
  private volatile long allTeamListsDroppedAt;
  private volatile long epoch;

  /** The present epoch; to be read before a load begins. */
  long epoch() {
    return epoch;
  }

  /** Makes a drop; when it returns, {@link #spares} knows. */
  synchronized void drop(Invalidation what) {
    long next = epoch + 1;
    note(what, next);
    epoch = next;
  }

  /** Whether no drop since that epoch concerns this list. */
  boolean spares(ListKey key, long loadedIn) {
    return loadedIn == epoch || (namesSpare(key, loadedIn) && loadedIn >= floor(key.kind()));
  }

  /** Asked before the floors: a name only vanishes after a floor has been raised over it. */
  private boolean namesSpare(ListKey key, long loadedIn) {
    boolean ofTeam = key.kind() == ListKind.PROJECTS;
    return (!ofTeam || isSince(droppedAt.get(key.team()), loadedIn))
        && isSince(droppedAt.get(key.caller().user()), loadedIn)
        && isSince(droppedAt.get(key.caller()), loadedIn)
        && isSince(droppedAt.get(key.question()), loadedIn);
  }

  private static boolean isSince(@Nullable Long dropped, long loadedIn) {
    return dropped == null || loadedIn >= dropped;
  }

  private long floor(ListKind kind) {
    return kind == ListKind.PROJECTS ? allProjectsDroppedAt : allTeamListsDroppedAt;
  }

  private void note(Invalidation what, long at) {
    if (what instanceof Invalidation.OfTeam of) {
      name(of.team(), at);
    } else if (what instanceof Invalidation.OfUser of) {
      name(of.user(), at);
    } else if (what instanceof Invalidation.OfCaller of) {
      name(of.caller(), at);
    } else if (what instanceof Invalidation.OfKey of) {
      name(of.key().question(), at);
    } else if (what instanceof Invalidation.OfAllTeams) {
      allProjectsDroppedAt = at;
    } else if (what instanceof Invalidation.OfTeamLists) {
      allTeamListsDroppedAt = at;
    } else {
      everything(at);
    }
  }

  private void name(Object concerned, long at) {
    if (droppedAt.size() < MAX_NAMES || droppedAt.containsKey(concerned)) {
      droppedAt.put(concerned, at);
    } else {
      everything(at);
    }
  }

  private void everything(long at) {
    allProjectsDroppedAt = at;
    allTeamListsDroppedAt = at;
    droppedAt.clear();
  }
}
