package dev.bimgate.client;

import org.jspecify.annotations.Nullable;

/** What a call to Bimplus is for; the tag of its meter. */
public enum UpstreamOperation {
  /** The typed list of teams. */
  TEAMS("teams"),
  /** A typed list of projects. */
  PROJECTS("{team}/projects"),
  /** Whose a token of the old login is. */
  AUTHORIZE(null),
  /** Everything that is passed on as it is. */
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
   * What is listed: the one segment of the path below the base, or below that of the team.
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
