package dev.bimgate.sandbox;

import dev.bimgate.sandbox.wire.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Teams and users; every team carries its {@code teamWorksConnection}. */
final class TeamRoutes {

  private final World world;

  TeamRoutes(World world) {
    this.world = world;
  }

  /** {@code /v2/teams}, {@code /v2/team}, {@code /v2/user}, {@code /v2/users} and below. */
  Answer answer(Call call) {
    synchronized (world) {
      return switch (call.word(0)) {
        case "teams" -> call.depth() == 1 ? collection(call) : byId(call);
        case "team" -> call.method().equals("PUT") ? renamed(call) : current(call);
        default -> user(call);
      };
    }
  }

  Answer one(Call call, Team team) {
    synchronized (world) {
      return Answer.json(team.json(call.account(), world.teamsVersion()));
    }
  }

  /** {@code /v2/<team>/members} and {@code /v2/<team>/invitations}. */
  Answer members(Call call, Team team) {
    synchronized (world) {
      if (call.method().equals("GET")) {
        JsonArray names = new JsonArray();
        team.members().forEach(names::add);
        return Answer.json(new JsonObject().put("members", names));
      }
      Account named = named(call, 2);
      if (named != null && call.method().equals("DELETE")) {
        team.members().remove(named.name());
      } else if (named != null) {
        team.members().add(named.name());
      }
      return changed(team);
    }
  }

  /** {@code /v2/invitations} and below: accepting one changes somebody's teams. */
  Answer invited() {
    synchronized (world) {
      world.teamsChanged();
      return Answer.json(new JsonObject().put("teamsVersion", world.teamsVersion()));
    }
  }

  /** The user that a write on members names: the last segment, or {@code user} in the body. */
  @Nullable Account named(Call call, int index) {
    String name = call.depth() > index ? call.segment(index) : call.text("user", "");
    return world.findAccount(name);
  }

  private Answer collection(Call call) {
    if (call.method().equals("POST")) {
      return created(call);
    }
    if (!call.method().equals("GET")) {
      return Answer.methodUnknown();
    }
    JsonArray teams = new JsonArray();
    for (Team team : world.teamsOf(call.account())) {
      boolean empty = team.projectsOf(call.account(), false).isEmpty();
      if (!empty || !call.exchange().flag("filterEmpty")) {
        teams.add(team.json(call.account(), world.teamsVersion()));
      }
    }
    return Answer.json(200, teams.toBuffer());
  }

  private Answer created(Call call) {
    String name = call.text("name", "new-team");
    String slug = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    if (world.team(slug) != null) {
      return Answer.error(409, "Conflict", "There is a team of that name.");
    }
    Team team = world.addTeam(slug, name, call.account());
    return one(call, team).withStatus(201);
  }

  private Answer byId(Call call) {
    Team team = world.teamById(call.segment(1));
    if (team == null) {
      return Answer.notFound();
    }
    if (!team.has(call.account())) {
      return Answer.error(403, "Forbidden", "You are not a member of this team.");
    }
    return switch (call.method()) {
      case "GET" -> one(call, team);
      case "DELETE" -> {
        world.removeTeam(team);
        yield Answer.json(new JsonObject().put("id", team.id()).put("deleted", true));
      }
      default -> Answer.methodUnknown();
    };
  }

  private Answer renamed(Call call) {
    Team team = world.teamById(call.text("id", call.text("slug", "")));
    if (team == null || !team.has(call.account())) {
      return Answer.notFound();
    }
    team.rename(call.text("displayname", team.slug()));
    team.changed();
    world.teamsChanged();
    return one(call, team);
  }

  /** The caller's first team, in place of a current one. */
  private Answer current(Call call) {
    return world.teamsOf(call.account()).stream()
        .findFirst()
        .map(team -> one(call, team))
        .orElseGet(Answer::notFound);
  }

  private Answer user(Call call) {
    Account account = call.depth() < 2 ? call.account() : world.findAccount(call.segment(1));
    if (account == null) {
      account = world.findSubject(call.segment(1));
    }
    if (account == null) {
      return Answer.notFound();
    }
    JsonArray teams = new JsonArray();
    for (Team team : world.teamsOf(account)) {
      if (team.has(call.account())) {
        teams.add(team.json(call.account(), world.teamsVersion()));
      }
    }
    return Answer.json(
        new JsonObject()
            .put("id", account.subject())
            .put("email", account.name() + "@example.test")
            .put("membership", new JsonObject().put("teams", teams)));
  }

  private Answer changed(Team team) {
    world.teamsChanged();
    return Answer.json(
        new JsonObject().put("version", team.changed()).put("teamsVersion", world.teamsVersion()));
  }
}
