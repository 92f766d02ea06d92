package dev.bimgate.gateway.routes;

import java.util.List;

/**
 * The paths of writes that invalidate lists, below {@code /v2}: {@code {team}} is a segment that
 * names a team, {@code *} any segment, and {@code **} at the end any further segments.
 *
 * <p>Paths match decoded, in lower case and without a trailing slash, so that no spelling that
 * Bimplus might accept escapes a rule.
 */
record WritePattern(List<String> segments, boolean open) {

  private static final String TEAM = "{team}";

  static WritePattern of(String pattern) {
    List<String> segments = List.of(pattern.split("/", -1));
    int last = segments.size() - 1;
    boolean open = segments.get(last).equals("**");
    return new WritePattern(open ? segments.subList(0, last) : segments, open);
  }

  private boolean namesATeam() {
    return segments.get(0).equals(TEAM);
  }

  /**
   * Whether this pattern matches a path.
   *
   * @param path the segments of the path
   * @param ofTeam whether the first of them names a team
   */
  boolean matches(List<String> path, boolean ofTeam) {
    if (path.size() < segments.size() || (path.size() > segments.size() && !open)) {
      return false;
    }
    if (namesATeam() != ofTeam) {
      return false;
    }
    for (int i = namesATeam() ? 1 : 0; i < segments.size(); i++) {
      if (!segments.get(i).equals("*") && !segments.get(i).equals(path.get(i))) {
        return false;
      }
    }
    return true;
  }
}
