package dev.bimgate.deployment.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bimgate.deployment.Http;
import dev.bimgate.sandbox.Sandbox;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who may see what at the start, asked of Bimplus itself; and the rights that come and go. */
final class World {

  static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Sandbox sandbox;
  private final List<String> teams;
  private final Map<String, Set<String>> teamsOfUser = new HashMap<>();
  private final Map<String, Set<String>> projectsOfTeam = new HashMap<>();
  private final Map<String, List<String>> seenProjects = new HashMap<>();
  private final List<Grant> grants = new ArrayList<>();

  World(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.teams = sandbox.teams();
    for (String user : sandbox.users()) {
      teamsOfUser.put(user, Set.copyOf(sandbox.teamsOf(user)));
      sandbox.teamsOf(user).forEach(team -> learn(user, team));
    }
    teams.forEach(this::addGrants);
  }

  Sandbox sandbox() {
    return sandbox;
  }

  /** The teams of the start; none of them is ever deleted. */
  List<String> teams() {
    return teams;
  }

  /** The teams of the start that the user may enter now, as Bimplus has it. */
  List<String> teamsOfNow(String user) {
    return sandbox.teamsOf(user).stream().filter(teams::contains).toList();
  }

  /** Whether a team counts that user as a member at the start. */
  boolean isMember(String user, String team) {
    return teamsOfUser.getOrDefault(user, Set.of()).contains(team);
  }

  Set<String> teamsOf(String user) {
    return teamsOfUser.getOrDefault(user, Set.of());
  }

  /** The projects of the start that the user sees in a team. */
  List<String> seenProjects(String user, String team) {
    return seenProjects.getOrDefault(user + "@" + team, List.of());
  }

  /** All projects of a team at the start; none of them is ever deleted. */
  Set<String> projectsOf(String team) {
    return projectsOfTeam.getOrDefault(team, Set.of());
  }

  List<Grant> grants() {
    return grants;
  }

  /** Who keeps all rights in that team. */
  String keeperOf(String team) {
    return grants.stream()
        .filter(grant -> grant.team().equals(team))
        .map(Grant::keeper)
        .findFirst()
        .orElseThrow();
  }

  /** The rights of a user that may come and go, of one team or all. */
  List<Grant> grantsOf(String user) {
    return grants.stream().filter(grant -> grant.user().equals(user)).toList();
  }

  private void learn(String user, String team) {
    URI list = URI.create(sandbox.apiUrl() + "/" + team + "/projects");
    List<String> seen = new ArrayList<>();
    read(Http.get(list, "Bearer " + sandbox.tokens().forUser(user)).body())
        .forEach(project -> seen.add(project.path("id").asText()));
    seenProjects.put(user + "@" + team, seen);
    projectsOfTeam.computeIfAbsent(team, first -> new HashSet<>()).addAll(seen);
  }

  /** For each team a member who comes and goes, and a member for whom one project does. */
  private void addGrants(String team) {
    List<String> members =
        new ArrayList<>(sandbox.users().stream().filter(user -> isMember(user, team)).toList());
    Collections.rotate(members, grants.size());
    String keeper = members.get(0);
    grants.add(new Grant(team, keeper, members.get(1), null));
    for (String user : members.subList(2, members.size())) {
      List<String> common = new ArrayList<>(seenProjects(user, team));
      common.retainAll(seenProjects(keeper, team));
      if (common.size() > 1) {
        // Not the first, which everybody goes on seeing: no list is ever empty.
        grants.add(new Grant(team, keeper, user, common.get(1)));
        return;
      }
    }
  }

  /** The JSON of a text; a missing node if it is none. */
  static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }
}
