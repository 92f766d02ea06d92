package dev.bimgate.gateway.lists;

import dev.bimgate.cache.Invalidation;
import dev.bimgate.cache.ListKind;
import dev.bimgate.cache.Scope;
import dev.bimgate.gateway.context.RequestTarget;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of which writes drop which lists: the closed table of the contract.
 *
 * <p>Paths match decoded, in lower case and without a trailing slash, so that no spelling that
 * Bimplus might accept escapes a rule.
 */
public final class WriteRules {

  private static final int PREFIX = "/v2/".length();

  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);

  private WriteRules() {}

  /** True for methods that may change something at Bimplus (RFC 9110, section 9.2.1). */
  public static boolean isUnsafe(HttpMethod method) {
    return !SAFE.contains(method);
  }

  /**
   * What a request drops when it has succeeded, or when nobody can say whether it has.
   *
   * @param reason why: the write has succeeded, or its outcome is unknown
   */
  public static List<Invalidation> dropsOf(
      HttpMethod method, RequestTarget target, Invalidation.Reason reason) {
    String path = target.rulePath();
    if (!isUnsafe(method) || path.length() <= PREFIX) {
      return List.of();
    }
    String[] segments = path.substring(PREFIX).split("/", -1);
    return switch (segments[0]) {
      case "team", "teams" ->
          List.of(
              new Invalidation(Scope.route(ListKind.PROJECTS), reason),
              new Invalidation(Scope.route(ListKind.TEAMS), reason));
      case "invitations" -> List.of(new Invalidation(Scope.route(ListKind.TEAMS), reason));
      default -> dropsOfTeam(target.team(), segments, reason);
    };
  }

  private static List<Invalidation> dropsOfTeam(
      @Nullable String team, String[] segments, Invalidation.Reason reason) {
    if (team == null || segments.length < 2) {
      return List.of();
    }
    Invalidation ofTeam = new Invalidation(Scope.team(ListKind.PROJECTS, team), reason);
    return switch (segments[1]) {
      case "projects", "deletecache" -> List.of(ofTeam);
      case "members", "invitations" ->
          List.of(ofTeam, new Invalidation(Scope.route(ListKind.TEAMS), reason));
      case "objects" ->
          segments.length == 4 && segments[3].equals("restore") ? List.of(ofTeam) : List.of();
      default -> List.of();
    };
  }
}
