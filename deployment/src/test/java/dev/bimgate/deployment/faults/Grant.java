package dev.bimgate.deployment.faults;

import org.jspecify.annotations.Nullable;

/**
 * One right that comes and goes: a user's membership of a team, or sight of one project.
 *
 * <p>One caller alone changes it, one write at a time, so between the answer to one change and the
 * beginning of the next everybody knows what holds.
 */
final class Grant {

  /** What is known of the right; each change makes another object, so two looks can be compared. */
  static final class State {
    private final @Nullable Boolean given;

    private State(@Nullable Boolean given) {
      this.given = given;
    }

    /** Null while a change is under way, or after one of which nobody knows whether it was made. */
    @Nullable Boolean given() {
      return given;
    }
  }

  private final String team;
  private final String keeper;
  private final String user;
  private final @Nullable String project;
  private volatile State state = new State(true);

  /**
   * A right that is given at the start.
   *
   * @param keeper who changes it, and keeps all rights of their own in that team
   * @param project null for the team itself
   */
  Grant(String team, String keeper, String user, @Nullable String project) {
    this.team = team;
    this.keeper = keeper;
    this.user = user;
    this.project = project;
  }

  String team() {
    return team;
  }

  String keeper() {
    return keeper;
  }

  String user() {
    return user;
  }

  @Nullable String project() {
    return project;
  }

  State state() {
    return state;
  }

  void changing() {
    state = new State(null);
  }

  void changed(boolean given) {
    state = new State(given);
  }

  /** What held from one look until now without a break; null if nobody can say. */
  @Nullable Boolean heldSince(State before) {
    return state == before ? before.given() : null;
  }

  @Override
  public String toString() {
    return user + " in " + team + (project == null ? "" : "/" + project);
  }
}
