package dev.bimgate.cache;

/** A drop: which lists nobody may see any more, and why. There is no other way to drop. */
public sealed interface Invalidation
    permits Invalidation.OfTeam,
        Invalidation.OfAllTeams,
        Invalidation.OfTeamLists,
        Invalidation.OfUser,
        Invalidation.OfCaller,
        Invalidation.OfKey,
        Invalidation.Everything,
        Refusal {

  /** Why. */
  Reason reason();

  /** Whether the list under this key is one of those. */
  boolean concerns(ListKey key);

  /** The project lists of one team, of all callers. */
  record OfTeam(String team, Reason reason) implements Invalidation {

    @Override
    public boolean concerns(ListKey key) {
      return key.kind() == ListKind.PROJECTS && key.team().equals(team);
    }
  }

  /** The project lists of every team, of all callers. */
  record OfAllTeams(Reason reason) implements Invalidation {

    @Override
    public boolean concerns(ListKey key) {
      return key.kind() == ListKind.PROJECTS;
    }
  }

  /** Every caller's list of teams. */
  record OfTeamLists(Reason reason) implements Invalidation {

    @Override
    public boolean concerns(ListKey key) {
      return key.kind() == ListKind.TEAMS;
    }
  }

  /** Every list of one user, through whatever app. */
  record OfUser(User user, Reason reason) implements Invalidation {

    @Override
    public boolean concerns(ListKey key) {
      return key.caller().user().equals(user);
    }
  }

  /** Every list of one caller. */
  record OfCaller(Caller caller, Reason reason) implements Invalidation {

    @Override
    public boolean concerns(ListKey key) {
      return key.caller().equals(caller);
    }
  }

  /** One list. */
  record OfKey(ListKey key, Reason reason) implements Invalidation {

    @Override
    public boolean concerns(ListKey other) {
      return other.question().equals(key.question());
    }
  }

  /** Every list. */
  record Everything(Reason reason) implements Invalidation {

    @Override
    public boolean concerns(ListKey key) {
      return true;
    }
  }

  /** Who or what dropped: the tag of the invalidation meter. */
  enum Reason {
    /** A write that upstream answered below 400. */
    WRITE,
    /** A write of unknown outcome: answered with 5xx, or never answered. */
    UNANSWERED_WRITE,
    /** Upstream answered 401, 403, 404 or 410 for the list. */
    REFUSED,
    /** An operator: a purge, or the denial of a user, a session or a token. */
    OPERATOR,
    /** The user or session ended. */
    LOGOUT,
    /** Another gateway said so. */
    PEER
  }
}
