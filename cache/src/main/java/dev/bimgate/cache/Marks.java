package dev.bimgate.cache;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The latest mark of each team, user, caller and key, and of each kind of list as a whole. */
final class Marks {

  /** More names than this are forgotten by marking everything: safe, and rare. */
  static final int MAX_NAMES = 10_000;

  /** Teams (their project lists), users, callers and keys, each by its own type. */
  private final ConcurrentHashMap<Object, Mark> byName = new ConcurrentHashMap<>();

  private volatile @Nullable Mark ofAllProjects;
  private volatile @Nullable Mark ofAllTeamLists;

  /** Notes a mark; by one thread at a time. */
  void note(Invalidation what, Mark mark) {
    if (what instanceof Invalidation.OfTeam of) {
      name(of.team(), mark);
    } else if (what instanceof Invalidation.OfUser of) {
      name(of.user(), mark);
    } else if (what instanceof Invalidation.OfCaller of) {
      name(of.caller(), mark);
    } else if (what instanceof Invalidation.OfKey of) {
      name(of.key().question(), mark);
    } else if (what instanceof Invalidation.OfAllTeams) {
      ofAllProjects = mark;
    } else if (what instanceof Invalidation.OfTeamLists) {
      ofAllTeamLists = mark;
    } else {
      everything(mark);
    }
  }

  /** The latest mark that concerns what was loaded in that epoch; null if none does. */
  @Nullable Mark since(ListKey key, long loadedIn) {
    boolean ofTeam = key.kind() == ListKind.PROJECTS;
    // Names before kinds: a name only vanishes after its kind has been marked.
    Mark last = ofTeam ? byName.get(key.team()) : null;
    last = later(last, byName.get(key.caller().user()));
    last = later(last, byName.get(key.caller()));
    last = later(last, byName.get(key.question()));
    last = later(last, ofTeam ? ofAllProjects : ofAllTeamLists);
    return last != null && last.epoch() > loadedIn ? last : null;
  }

  private static @Nullable Mark later(@Nullable Mark one, @Nullable Mark other) {
    return one == null || (other != null && other.epoch() > one.epoch()) ? other : one;
  }

  private void name(Object concerned, Mark mark) {
    if (byName.size() < MAX_NAMES || byName.containsKey(concerned)) {
      byName.put(concerned, mark);
    } else {
      everything(mark);
    }
  }

  private void everything(Mark mark) {
    ofAllProjects = mark;
    ofAllTeamLists = mark;
    byName.clear();
  }
}
