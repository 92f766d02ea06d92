package dev.bimgate.client;

import org.jspecify.annotations.Nullable;

/** The purpose of a call to Bimplus; the tag of its meter. */
public enum UpstreamOperation {
  /** The typed list of teams. */
  TEAMS("teams"),
  /** A typed list of projects. */
  PROJECTS("{team}/projects"),
  /** The user of a legacy token. */
  AUTHORIZE(null),
  /** Everything that is forwarded unchanged. */
  STREAM(null);

  private static final String TEAM = "{team}/";

  private final @Nullable String path;

  UpstreamOperation(@Nullable String path) {
    this.path = path;
  }

  /** Whether it lists what belongs to one team. */
  public boolean isPerTeam() {
    return path != null && path.startsWith(TEAM);
  }

  /**
   * The resource that is listed: the one path segment below the base, or below that of the team.
   *
   * @throws IllegalStateException if this is no list
   */
  public String resource() {
    if (path == null) {
      throw new IllegalStateException(this + " is no list");
    }
    return isPerTeam() ? path.substring(TEAM.length()) : path;
  }
}
