package dev.bimgate.cache;

import static dev.bimgate.cache.Invalidation.Reason.WRITE;

/** A list of either kind, and the write that drops it. */
final class ListOfKind {

  private ListOfKind() {}

  static ListKey of(ListKind kind, Caller caller) {
    return kind == ListKind.PROJECTS
        ? ListKey.projects(caller, "nemetschek", "")
        : ListKey.teams(caller, "");
  }

  static Invalidation drop(ListKind kind) {
    return kind == ListKind.PROJECTS
        ? new Invalidation(Scope.team(ListKind.PROJECTS, "nemetschek"), WRITE)
        : new Invalidation(Scope.route(ListKind.TEAMS), WRITE);
  }
}
