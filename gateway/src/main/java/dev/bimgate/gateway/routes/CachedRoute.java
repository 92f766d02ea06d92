package dev.bimgate.gateway.routes;

import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheRoute;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.client.UpstreamOperation;
import dev.bimgate.gateway.config.GatewaySettings;
import dev.bimgate.gateway.context.Labels;
import dev.bimgate.gateway.context.RouteLabel;
import dev.bimgate.gateway.context.target.QueryString;
import dev.bimgate.gateway.context.target.RequestTarget;
import dev.bimgate.gateway.context.target.TargetParser;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The routes whose responses are stored: the closed table.
 *
 * <p>A row holds the upstream operation, whose path is also that of the route below {@code /v2};
 * the route's settings; and the writes that invalidate it. All else follows.
 */
public enum CachedRoute implements CacheRoute, RouteLabel {
  /** The project list of a team, served from the cache. */
  PROJECTS(
      UpstreamOperation.PROJECTS,
      GatewaySettings.Cache::projects,
      writes(
          "{team}/projects/**",
          "{team}/deletecache/**",
          "{team}/members/**",
          "{team}/invitations/**",
          "{team}/objects/*/restore",
          "team/**",
          "teams/**")),
  /** The caller's teams, served from the cache. */
  TEAMS(
      UpstreamOperation.TEAMS,
      GatewaySettings.Cache::teams,
      writes(
          "{team}/members/**", "{team}/invitations/**", "invitations/**", "team/**", "teams/**"));

  private static final List<CachedRoute> ALL = List.of(values());

  private final UpstreamOperation operation;
  private final Function<GatewaySettings.Cache, GatewaySettings.Route> settings;
  private final List<WritePattern> writes;
  private final boolean perTeam;
  private final String resource;
  private final String pathWithoutTeam;
  private final String label = Labels.of(this);
  private final String template;

  CachedRoute(
      UpstreamOperation operation,
      Function<GatewaySettings.Cache, GatewaySettings.Route> settings,
      List<WritePattern> writes) {
    this.operation = operation;
    this.settings = settings;
    this.writes = writes;
    this.perTeam = operation.isPerTeam();
    this.resource = "/" + operation.resource();
    this.pathWithoutTeam = TargetParser.BASE + resource;
    this.template = TargetParser.BASE + (perTeam ? "/{team}" : "") + resource;
  }

  /** At least one: a list that nothing invalidates shows every change late. */
  private static List<WritePattern> writes(String first, String... others) {
    return Stream.concat(Stream.of(first), Stream.of(others)).map(WritePattern::of).toList();
  }

  /** The row of a request; only the exact spelling of a path matches. */
  public static Optional<CachedRoute> of(HttpMethod method, RequestTarget target) {
    return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)
        ? at(target.path(), target.team())
        : Optional.empty();
  }

  /** The row with this path, whose first segment is the team's if there is one. */
  static Optional<CachedRoute> at(String path, @Nullable String team) {
    for (CachedRoute route : ALL) {
      if (route.isAt(path, team)) {
        return Optional.of(route);
      }
    }
    return Optional.empty();
  }

  private boolean isAt(String path, @Nullable String team) {
    if (team == null) {
      return !perTeam && path.equals(pathWithoutTeam);
    }
    int length = pathWithoutTeam.length() + 1 + team.length();
    return perTeam && path.length() == length && path.endsWith(resource);
  }

  @Override
  public boolean perTeam() {
    return perTeam;
  }

  @Override
  public String label() {
    return label;
  }

  /** Its path, with {@code {team}} in place of a team. */
  public String template() {
    return template;
  }

  /** The call that loads its lists. */
  public UpstreamOperation operation() {
    return operation;
  }

  /** How long its lists are served, by the settings of the cache. */
  public Lifetimes lifetimes(GatewaySettings.Cache cache) {
    return new Lifetimes(
        settings.apply(cache).freshFor(), cache.staleWhileRevalidate(), cache.staleIfError());
  }

  /**
   * The primary cache key of a caller's request: two requests have one key exactly if they are
   * equal.
   */
  public CacheKey key(Caller caller, RequestTarget target) {
    String team = target.team();
    return CacheKey.of(this, caller, team == null ? "" : team, QueryString.keyForm(target.query()));
  }

  /**
   * Which of its lists a successful write invalidates.
   *
   * @param path the segments of its path, as rules match it
   * @param team that of the first segment; null if it names none
   */
  Optional<Scope> invalidatedBy(List<String> path, @Nullable String team) {
    return writes.stream().anyMatch(pattern -> pattern.matches(path, team != null))
        ? Optional.of(scope(team))
        : Optional.empty();
  }

  /** Its lists of one team, or all of them where the route has no teams or none is known. */
  public Scope scope(@Nullable String team) {
    return perTeam && team != null ? Scope.team(this, team) : Scope.route(this);
  }
}
