package dev.bimgate.deployment.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The writes of one caller, and what follows of their answers for all lists read later. */
final class Writes {

  /** What the gateway tells of a write that Bimplus may have made: it drops as if it had. */
  private static final Set<String> UNKNOWN =
      Set.of("upstream-disconnected", "upstream-malformed", "upstream-timeout", "not-redactable");

  /** What an answer holds if Bimplus has made the write. */
  private static final List<String> SIGNS = List.of("version", "teamsVersion", "deleted");

  private static final int OWN_PROJECTS = 2;

  private final Caller caller;
  private final World world;
  private final ListOracle oracle;
  private final Arrivals arrivals;
  private final Findings findings;
  private final Random random;

  /** Projects and teams that this caller has made: where they are, and their ids. */
  private final Deque<String> ownProjects = new ArrayDeque<>();

  private final Deque<String> ownTeams = new ArrayDeque<>();
  private final Map<Grant, String> lastChange = new HashMap<>();

  Writes(
      Caller caller,
      World world,
      ListOracle oracle,
      Arrivals arrivals,
      Findings findings,
      Random random) {
    this.caller = caller;
    this.world = world;
    this.oracle = oracle;
    this.arrivals = arrivals;
    this.findings = findings;
    this.random = random;
  }

  /**
   * Makes one of the writes that everybody may make.
   *
   * @param sparesTeams only one that leaves lists of teams as they are
   */
  void write(String team, boolean sparesTeams) {
    String user = caller.reader().user();
    String first = world.seenProjects(user, team).get(0);
    String project = "/v2/" + team + "/projects/" + first;
    String invited = "{\"user\":\"" + world.keeperOf(team) + "\"}";
    switch (random.nextInt(sparesTeams ? 6 : 8)) {
      case 0 -> createOrDelete(team);
      case 1 -> inTeam(team, "PUT", project, "{\"name\":\"" + caller.nextMark() + "\"}");
      case 2 -> inTeam(team, "DELETE", project + "/deletecache", "");
      case 3 -> inTeam(team, "DELETE", "/v2/" + team + "/deleteCache", "");
      case 4 -> inTeam(team, "POST", project + "/members", "{\"user\":\"" + user + "\"}");
      case 5 -> inTeam(team, "PUT", "/v2/" + team + "/objects/" + first + "/restore", "");
      case 6 -> inTeam(team, "POST", "/v2/" + team + "/invitations", invited);
      default -> inTeam(team, "POST", "/v2/" + team + "/members", invited);
    }
  }

  /** Makes one of the writes that concern all teams. */
  void writeTeams(String team) {
    int luck = random.nextInt(6);
    if (luck < 2) {
      rename(team);
    } else if (luck == 2) {
      send("POST", "/v2/invitations/" + caller.nextMark(), "", List.of(ListOracle.TEAMS));
    } else if (ownTeams.isEmpty()) {
      String body = "{\"name\":\"own-" + caller.nextMark() + "\"}";
      JsonNode told = send("POST", "/v2/teams", body, List.of(ListOracle.TEAMS));
      if (told != null) {
        ownTeams.add(told.path("id").asText());
      }
    } else {
      send("DELETE", "/v2/teams/" + ownTeams.remove(), "", List.of(ListOracle.TEAMS));
    }
  }

  /** Gives or takes a right, unless Bimplus may still be busy with the last change of it. */
  void change(Grant grant) {
    if (!arrivals.isOver(lastChange.getOrDefault(grant, ""))) {
      return;
    }
    boolean gives = !Boolean.TRUE.equals(grant.state().given());
    lastChange.put(grant, caller.nextMark());
    grant.changing();
    String project = grant.project();
    String members =
        project == null
            ? "/v2/" + grant.team() + "/members"
            : "/v2/" + grant.team() + "/projects/" + project + "/members";
    JsonNode told =
        gives
            ? inTeam(grant.team(), "POST", members, "{\"user\":\"" + grant.user() + "\"}")
            : inTeam(grant.team(), "DELETE", members + "/" + grant.user(), "");
    if (told != null) {
      grant.changed(gives);
    }
  }

  /** Everything is quiet: a write is made, and told. */
  void expectWorking(String team) {
    if (inTeam(team, "DELETE", "/v2/" + team + "/deleteCache", "") == null) {
      findings.add("all should be well, but " + caller.reader() + " cannot write in " + team);
    }
  }

  /** Everything is quiet: a write is made that concerns all lists of everybody. */
  void expectDropOfAll(String team) {
    if (rename(team) == null) {
      findings.add("all should be well, but " + caller.reader() + " cannot rename " + team);
    }
  }

  private @Nullable JsonNode rename(String team) {
    String body = "{\"slug\":\"%s\",\"displayname\":\"%s\"}".formatted(team, caller.nextMark());
    return send("PUT", "/v2/team", body, List.of(team, ListOracle.TEAMS));
  }

  private void createOrDelete(String team) {
    if (ownProjects.size() < OWN_PROJECTS) {
      String body = "{\"name\":\"" + caller.nextMark() + "\"}";
      JsonNode told = inTeam(team, "POST", "/v2/" + team + "/projects", body);
      if (told != null) {
        ownProjects.add(team + "/projects/" + told.path("id").asText());
      }
    } else {
      String project = ownProjects.remove();
      inTeam(project.substring(0, project.indexOf('/')), "DELETE", "/v2/" + project, "");
    }
  }

  private @Nullable JsonNode inTeam(String team, String method, String target, String body) {
    return send(method, target, body, List.of(team));
  }

  /**
   * Sends a write; its answer if Bimplus has made it and says so.
   *
   * @param moves the teams whose version it moves; the empty one for the lists of teams
   */
  private @Nullable JsonNode send(String method, String target, String body, List<String> moves) {
    Map<String, Long> before = oracle.present();
    String mark = caller.nextMark();
    Call call =
        Call.of(Call.Kind.WRITE, method, target, body.getBytes(StandardCharsets.UTF_8))
            .with("Content-Type", "application/json");
    WireAnswer response = caller.send(call);
    if (arrivals.timesSent(mark) > 1) {
      findings.add(method + " " + target + " (" + mark + ") was sent twice");
    }
    if (response == null) {
      return null;
    }
    JsonNode told = World.read(response.text());
    boolean problem = response.isOfType("application/problem+json");
    if (response.status() >= 400) {
      String type = told.path("type").asText();
      if (problem && UNKNOWN.contains(type.substring(type.lastIndexOf(':') + 1))) {
        dropped(target, before, List.of());
      }
      return null;
    }
    boolean made = response.whole() && SIGNS.stream().anyMatch(told::has);
    dropped(target, before, made ? moves : List.of());
    if (made) {
      raiseToTold(target, moves, told);
    }
    return made ? told : null;
  }

  /**
   * What was kept before the write is gone: lists are at least as young as when it was sent, and if
   * it was made, younger by one.
   */
  private void dropped(String target, Map<String, Long> before, List<String> moved) {
    boolean all = target.equals("/v2/team") || target.startsWith("/v2/teams");
    before.forEach(
        (team, version) -> {
          boolean concerned =
              target.startsWith("/v2/" + team + "/") && !team.isEmpty()
                  || all
                  || team.isEmpty() && isAboutMembers(target);
          if (concerned) {
            oracle.raise(team, version + (moved.contains(team) ? 1 : 0));
          }
        });
  }

  private void raiseToTold(String target, List<String> moves, JsonNode told) {
    if (told.has("teamsVersion")) {
      oracle.raiseTeams(told.path("teamsVersion").asLong());
    }
    if (moves.equals(List.of(moves.get(0))) && !moves.get(0).isEmpty()) {
      oracle.raise(moves.get(0), told.path("version").asLong());
    } else if (target.equals("/v2/team")) {
      oracle.raiseTeams(told.path("version").asLong());
    }
  }

  private static boolean isAboutMembers(String target) {
    return target.matches("/v2/([^/]+/members|([^/]+/)?invitations)(/.*)?");
  }
}
