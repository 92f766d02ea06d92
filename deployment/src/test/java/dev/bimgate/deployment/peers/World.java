package dev.bimgate.deployment.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bimgate.deployment.Http;
import dev.bimgate.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Some users of the sandbox with their teams and tokens, and a project that each sees in each. */
final class World {

  /** Stands for the lists of teams among the teams. */
  static final String TEAMS = "teams";

  private static final int USERS = 4;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Sandbox sandbox;
  private final List<String> users;
  private final Map<String, String> tokens = new HashMap<>();
  private final Map<String, String> projects = new HashMap<>();

  World(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.users = sandbox.users().subList(0, USERS);
    for (String user : users) {
      tokens.put(user, "Bearer " + sandbox.tokens().forUser(user));
      teamsOf(user).forEach(team -> projects.put(user + "@" + team, firstProject(user, team)));
    }
  }

  List<String> users() {
    return users;
  }

  /** Those who see that list. */
  List<String> usersOf(String list) {
    return users.stream()
        .filter(user -> list.equals(TEAMS) || teamsOf(user).contains(list))
        .toList();
  }

  List<String> teamsOf(String user) {
    return sandbox.teamsOf(user);
  }

  String authorizationOf(String user) {
    return tokens.getOrDefault(user, "");
  }

  String subjectOf(String user) {
    return sandbox.tokens().subjectOf(user);
  }

  static String path(String list) {
    return list.equals(TEAMS) ? "/v2/teams" : "/v2/" + list + "/projects";
  }

  /** The path of a project that the user sees. */
  String project(String user, String team) {
    return path(team) + "/" + projects.get(user + "@" + team);
  }

  private String firstProject(String user, String team) {
    URI list = URI.create(sandbox.apiUrl() + "/" + team + "/projects");
    return read(Http.get(list, authorizationOf(user)).body()).path(0).path("id").asText();
  }

  static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
