package dev.bimgate.gateway.lists;

import dev.bimgate.cache.Caller;
import dev.bimgate.cache.ListKey;
import dev.bimgate.cache.ListKind;
import dev.bimgate.gateway.context.QueryText;
import dev.bimgate.gateway.context.RequestTarget;
import dev.bimgate.gateway.context.RouteName;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;

/** The routes whose answers are kept: the closed table. A further route is one more row. */
public enum CachedRoute {
  /** {@code /v2/<team>/projects}, kept per caller, team and query. */
  PROJECTS(RouteName.PROJECTS, ListKind.PROJECTS),
  /** {@code /v2/teams}, kept per caller and query. */
  TEAMS(RouteName.TEAMS, ListKind.TEAMS);

  private final RouteName routeName;
  private final ListKind kind;

  CachedRoute(RouteName routeName, ListKind kind) {
    this.routeName = routeName;
    this.kind = kind;
  }

  /** The row that a request belongs to; only the exact spelling of a path is one. */
  public static Optional<CachedRoute> of(HttpMethod method, RequestTarget target) {
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      return Optional.empty();
    }
    if (target.isProjectsOfTeam()) {
      return Optional.of(PROJECTS);
    }
    return target.isTeams() ? Optional.of(TEAMS) : Optional.empty();
  }

  public RouteName routeName() {
    return routeName;
  }

  public ListKind kind() {
    return kind;
  }

  /**
   * The key under which a caller's answer to this question is kept: two questions have one key
   * exactly if they are the same.
   */
  public ListKey key(Caller caller, RequestTarget target) {
    String query = QueryText.keyForm(target.query());
    String team = target.team();
    return this == PROJECTS && team != null
        ? ListKey.projects(caller, team, query)
        : ListKey.teams(caller, query);
  }
}
