package dev.bimgate.client;

/** What a call to Bimplus is for; the tag of its meter. */
public enum UpstreamOperation {
  /** The typed list of teams. */
  TEAMS,
  /** A typed list of projects. */
  PROJECTS,
  /** Whose a token of the old login is. */
  AUTHORIZE,
  /** Everything that is passed on as it is. */
  STREAM
}
