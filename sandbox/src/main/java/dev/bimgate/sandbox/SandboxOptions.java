package dev.bimgate.sandbox;

import java.time.Duration;
import java.time.InstantSource;

/**
 * What a sandbox is started with; take {@link #defaults()} and change what matters.
 *
 * @param seed of the users, teams, projects and passwords: equal seeds, equal worlds
 * @param apiPort port of the fake Bimplus, 0 for any free one
 * @param issuerPort port of the fake issuer, 0 for any free one
 * @param tokenLifetime life of access tokens; refresh tokens live ten times as long
 * @param budgetPerHour calls that Bimplus answers to one user in an hour before it says 429
 * @param numberOfTeams teams at the start, of which a user is missing from one; 2 to 20
 * @param projectsPerTeam projects in each team at the start, of which a member sees about two
 *     thirds
 * @param recordedRequests requests that the recorder keeps; the oldest go first
 * @param clock by which tokens and budgets run
 */
public record SandboxOptions(
    long seed,
    int apiPort,
    int issuerPort,
    Duration tokenLifetime,
    int budgetPerHour,
    int numberOfTeams,
    int projectsPerTeam,
    int recordedRequests,
    InstantSource clock) {

  public SandboxOptions {
    if (numberOfTeams < 2 || numberOfTeams > World.USERS) {
      throw new IllegalArgumentException("teams must be 2 to " + World.USERS);
    }
  }

  /** Random ports, seed 1, tokens for five minutes, the vendor's 5,000 calls per hour. */
  public static SandboxOptions defaults() {
    return new SandboxOptions(
        1, 0, 0, Duration.ofMinutes(5), 5_000, 10, 12, 50_000, InstantSource.system());
  }

  public SandboxOptions withSeed(long value) {
    return new SandboxOptions(
        value,
        apiPort,
        issuerPort,
        tokenLifetime,
        budgetPerHour,
        numberOfTeams,
        projectsPerTeam,
        recordedRequests,
        clock);
  }

  /** Fixed ports; 0 means any free one. */
  public SandboxOptions withPorts(int api, int issuer) {
    return new SandboxOptions(
        seed,
        api,
        issuer,
        tokenLifetime,
        budgetPerHour,
        numberOfTeams,
        projectsPerTeam,
        recordedRequests,
        clock);
  }

  public SandboxOptions withTokenLifetime(Duration value) {
    return new SandboxOptions(
        seed,
        apiPort,
        issuerPort,
        value,
        budgetPerHour,
        numberOfTeams,
        projectsPerTeam,
        recordedRequests,
        clock);
  }

  public SandboxOptions withBudgetPerHour(int value) {
    return new SandboxOptions(
        seed,
        apiPort,
        issuerPort,
        tokenLifetime,
        value,
        numberOfTeams,
        projectsPerTeam,
        recordedRequests,
        clock);
  }

  public SandboxOptions withNumberOfTeams(int value) {
    return new SandboxOptions(
        seed,
        apiPort,
        issuerPort,
        tokenLifetime,
        budgetPerHour,
        value,
        projectsPerTeam,
        recordedRequests,
        clock);
  }

  public SandboxOptions withProjectsPerTeam(int value) {
    return new SandboxOptions(
        seed,
        apiPort,
        issuerPort,
        tokenLifetime,
        budgetPerHour,
        numberOfTeams,
        value,
        recordedRequests,
        clock);
  }

  public SandboxOptions withRecordedRequests(int value) {
    return new SandboxOptions(
        seed,
        apiPort,
        issuerPort,
        tokenLifetime,
        budgetPerHour,
        numberOfTeams,
        projectsPerTeam,
        value,
        clock);
  }

  public SandboxOptions withClock(InstantSource value) {
    return new SandboxOptions(
        seed,
        apiPort,
        issuerPort,
        tokenLifetime,
        budgetPerHour,
        numberOfTeams,
        projectsPerTeam,
        recordedRequests,
        value);
  }
}
