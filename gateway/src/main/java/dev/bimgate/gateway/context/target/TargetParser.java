package dev.bimgate.gateway.context.target;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses the request target: what is accepted, what is 400 and what is 404.
 *
 * <p>A path has one meaning only. Whatever another server might read differently (dot segments,
 * encoded separators, path parameters, empty segments) is rejected, so that Bimplus acts on what
 * was checked here.
 */
public final class TargetParser {

  /** The base path of the API; all other paths are our own. */
  public static final String BASE = "/v2";

  /** The path that the vendor's SDK requests when no team is chosen. */
  private static final String PROJECTS_WITHOUT_TEAM = "/v2//projects";

  private static final int MAX_SLUG_LENGTH = 63;

  private static final Set<String> GLOBAL_RESOURCES =
      Set.of(
          ".well-known",
          "administration",
          "application",
          "auth-forgot",
          "authorize",
          "content",
          "cross-token",
          "dataprotectiondeclarations",
          "external",
          "imprints",
          "invitations",
          "messages",
          "project-actions-rights",
          "projects",
          "restrictedemails",
          "systemgroups",
          "team",
          "team-actions-rights",
          "teams",
          "terms",
          "user",
          "users",
          "validate");

  private final Set<String> ignoredParameters;
  private final Set<String> ownPaths;

  /**
   * @param ignoredParameters names of query parameters that are neither forwarded nor part of a key
   * @param ownPaths the paths outside {@code /v2} that the gateway serves itself
   */
  public TargetParser(Set<String> ignoredParameters, Set<String> ownPaths) {
    this.ignoredParameters = Set.copyOf(ignoredParameters);
    this.ownPaths = Set.copyOf(ownPaths);
  }

  public sealed interface Reading {}

  public record Accepted(RequestTarget target) implements Reading {}

  public record Rejected(TargetError error) implements Reading {}

  /**
   * Reads a request target in origin or absolute form (RFC 9112, section 3.2).
   *
   * @param rawTarget the target as in the request line
   */
  public Reading read(String rawTarget) {
    String origin = originForm(rawTarget);
    int mark = origin.indexOf('?');
    String path = mark < 0 ? origin : origin.substring(0, mark);
    String query = mark < 0 ? null : origin.substring(mark + 1);
    TargetError error = faultOf(path, query);
    if (error != null) {
      return new Rejected(error);
    }
    String first = ownPaths.contains(path) ? "" : firstSegment(path);
    boolean global = first.isEmpty() || GLOBAL_RESOURCES.contains(first);
    if (!global && !isSlug(first)) {
      return new Rejected(TargetError.UNKNOWN);
    }
    return new Accepted(
        new RequestTarget(
            path,
            query == null ? null : QueryString.without(ignoredParameters, query),
            global ? null : first,
            RequestTarget.rulePath(path)));
  }

  private static String originForm(String target) {
    if (!startsWith(target, "http://") && !startsWith(target, "https://")) {
      return target;
    }
    int authority = target.indexOf("//") + 2;
    int path = target.indexOf('/', authority);
    int query = target.indexOf('?', authority);
    if (query >= 0 && (path < 0 || query < path)) {
      // An empty path is the root (RFC 9110, section 4.2.3).
      return '/' + target.substring(query);
    }
    return path < 0 ? "/" : target.substring(path);
  }

  /** Ignores case (RFC 3986, section 3.1). */
  private static boolean startsWith(String target, String scheme) {
    return target.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  private @Nullable TargetError faultOf(String path, @Nullable String query) {
    TargetError inPath = PathSyntax.faultOf(path, path.equals(PROJECTS_WITHOUT_TEAM));
    if (inPath != null) {
      return inPath;
    }
    if (!path.equals(BASE) && !path.startsWith(BASE + '/') && !ownPaths.contains(path)) {
      return TargetError.UNKNOWN;
    }
    return query == null || QueryString.isClean(query) ? null : TargetError.BAD_QUERY;
  }

  /** The segment after {@code /v2/}; empty for {@code /v2}, {@code /v2/} and the SDK's path. */
  private static String firstSegment(String path) {
    int start = BASE.length() + 1;
    if (path.length() <= start) {
      return "";
    }
    int end = path.indexOf('/', start);
    return end < 0 ? path.substring(start) : path.substring(start, end);
  }

  /** Whether a text is a well-formed team slug. */
  public static boolean isSlug(String segment) {
    if (segment.isEmpty() || segment.length() > MAX_SLUG_LENGTH || segment.charAt(0) == '-') {
      return false;
    }
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
        return false;
      }
    }
    return true;
  }
}
