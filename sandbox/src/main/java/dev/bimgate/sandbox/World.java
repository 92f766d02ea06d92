package dev.bimgate.sandbox;

import dev.bimgate.sandbox.wire.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The users, teams and projects, generated from a seed and changed by writes.
 *
 * <p>All access holds this object's monitor; teams and projects have none of their own.
 */
final class World {

  static final int USERS = 20;

  /** The instant of version 0; version n is n seconds later. */
  private static final Instant BEGINNING = Instant.parse("2026-01-05T08:00:00Z");

  private final long seed;
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<String, Account> bySubject = new LinkedHashMap<>();
  private final Map<String, Team> teams = new LinkedHashMap<>();
  private long teamsVersion = 1;
  private long made;

  World(long seed, int numberOfTeams, int projectsPerTeam) {
    this.seed = seed;
    for (int i = 1; i <= USERS; i++) {
      add(account(String.format(Locale.ROOT, "user-%02d", i), i));
    }
    List<String> slugs = Names.slugs(new Random(seed), numberOfTeams);
    for (int i = 0; i < numberOfTeams; i++) {
      Team team =
          new Team(nextId(), slugs.get(i), Names.teamName(slugs.get(i)), userNames().get(i));
      team.members().addAll(membersAtStart(i, numberOfTeams));
      Random random = new Random(seed * 1_000 + i);
      IntStream.range(0, projectsPerTeam).forEach(n -> team.add(projectAtStart(team, n, random)));
      teams.put(team.slug(), team);
    }
  }

  static Instant instantOf(long version) {
    return BEGINNING.plusSeconds(version);
  }

  synchronized List<String> userNames() {
    return accounts.keySet().stream().filter(name -> name.startsWith("user-")).toList();
  }

  synchronized List<String> slugs() {
    return List.copyOf(teams.keySet());
  }

  synchronized Account account(String name) {
    Account account = accounts.get(name);
    if (account == null) {
      throw new IllegalArgumentException("no such user: " + name);
    }
    return account;
  }

  synchronized @Nullable Account findAccount(String nameOrMail) {
    int at = nameOrMail.indexOf('@');
    return accounts.get(at < 0 ? nameOrMail : nameOrMail.substring(0, at));
  }

  synchronized @Nullable Account findSubject(String subject) {
    return bySubject.get(subject);
  }

  /** The service account of a client; a member of the first team. */
  synchronized Account serviceAccount(String clientId) {
    String name = "service-account-" + clientId;
    Account known = accounts.get(name);
    if (known != null) {
      return known;
    }
    Account account = account(name, name.hashCode());
    add(account);
    teams.values().iterator().next().members().add(name);
    return account;
  }

  synchronized @Nullable Team team(String slug) {
    return teams.get(slug);
  }

  synchronized @Nullable Team teamById(String idOrSlug) {
    for (Team team : teams.values()) {
      if (team.id().equalsIgnoreCase(idOrSlug) || team.slug().equals(idOrSlug)) {
        return team;
      }
    }
    return null;
  }

  synchronized List<Team> teamsOf(Account account) {
    return teams.values().stream().filter(team -> team.has(account)).toList();
  }

  synchronized Team addTeam(String slug, String name, Account owner) {
    Team team = new Team(nextId(), slug, name, owner.name());
    team.members().add(owner.name());
    teams.put(slug, team);
    teamsChanged();
    return team;
  }

  synchronized void removeTeam(Team team) {
    teams.remove(team.slug());
    teamsChanged();
  }

  synchronized long teamsVersion() {
    return teamsVersion;
  }

  synchronized void teamsChanged() {
    teamsVersion++;
  }

  /** The next id, the same in each run with this seed. */
  synchronized String nextId() {
    String name = "bimgate/" + seed + "/" + made++;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Everybody is in the first team; from each other team the users of one row are missing. */
  private List<String> membersAtStart(int team, int teamCount) {
    List<String> members = new ArrayList<>();
    List<String> names = userNames();
    for (int user = 0; user < names.size(); user++) {
      if (team == 0 || user % (teamCount - 1) + 1 != team) {
        members.add(names.get(user));
      }
    }
    return members;
  }

  /** The first project is seen by every member, each other one by about two thirds of them. */
  private Project projectAtStart(Team team, int number, Random random) {
    List<String> seenBy = new ArrayList<>(team.members());
    if (number > 0) {
      Collections.shuffle(seenBy, random);
      seenBy = seenBy.subList(0, Math.max(1, seenBy.size() * 2 / 3));
    }
    Project project =
        new Project(nextId(), Names.project(random, number), seenBy.get(0), 1, random.nextInt());
    project.seenBy().addAll(seenBy);
    return project;
  }

  private void add(Account account) {
    accounts.put(account.name(), account);
    bySubject.put(account.subject(), account);
  }

  private Account account(String name, int salt) {
    byte[] password = (seed + "/password/" + salt).getBytes(StandardCharsets.UTF_8);
    return new Account(name, nextId(), Sha256.hex(password).substring(0, 16));
  }
}
