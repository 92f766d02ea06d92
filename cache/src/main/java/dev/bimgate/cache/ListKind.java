package dev.bimgate.cache;

/** The lists that are kept: a team's projects, and the teams of a caller. */
public enum ListKind {
  /** {@code GET /v2/<team>/projects}. */
  PROJECTS,
  /** {@code GET /v2/teams}; such a list belongs to no team. */
  TEAMS
}
