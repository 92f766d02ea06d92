package dev.bimgate.cache;

import static dev.bimgate.cache.model.Invalidation.Reason.WRITE;

import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheRoute;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.RoutePolicy;
import dev.bimgate.cache.model.Scope;
import java.util.List;

/** The routes of the cache under test: those of the gateway, and one that the cache cannot know. */
public enum TestRoute implements CacheRoute {
  PROJECTS(true),
  TEAMS(false),
  MEMBERS(true);

  /** As they are given to a cache. */
  public static final List<TestRoute> ALL = List.of(values());

  private static final String TEAM = "nemetschek";

  private final boolean perTeam;

  TestRoute(boolean perTeam) {
    this.perTeam = perTeam;
  }

  @Override
  public boolean perTeam() {
    return perTeam;
  }

  /** The key of a list of this route. */
  CacheKey key(Caller caller) {
    return CacheKey.of(this, caller, perTeam ? TEAM : "", "");
  }

  /** The write that invalidates it. */
  public Invalidation write() {
    return new Invalidation(perTeam ? Scope.team(this, TEAM) : Scope.route(this), WRITE);
  }

  /** The same times for all routes. */
  public static List<RoutePolicy> policies(RoutePolicy policy) {
    return ALL.stream().map(route -> policy).toList();
  }
}
