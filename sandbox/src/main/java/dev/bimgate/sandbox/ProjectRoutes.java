package dev.bimgate.sandbox;

import dev.bimgate.sandbox.wire.Answer;
import dev.bimgate.sandbox.wire.RecordedRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;

/** Projects of a team: lists that differ by user, and the writes that change them. */
final class ProjectRoutes {

  private final World world;

  ProjectRoutes(World world) {
    this.world = world;
  }

  /** {@code /v2/<team>/projects} and below. */
  Answer answer(Call call, Team team) {
    synchronized (world) {
      if (call.depth() == 2) {
        return switch (call.method()) {
          case "GET" -> list(call, team);
          case "POST" -> created(call, team);
          default -> Answer.methodUnknown();
        };
      }
      if (call.word(2).equals("copyfrom")) {
        return call.method().equals("POST") ? created(call, team) : Answer.methodUnknown();
      }
      Project project = team.project(call.word(2));
      boolean seen = project != null && project.seenBy().contains(call.account().name());
      return project == null || !seen ? Answer.notFound() : one(call, team, project);
    }
  }

  /** {@code /v2/projects}, and {@code /v2//projects} as the SDK writes it. */
  Answer overAllTeams(Call call) {
    String last = call.word(call.depth() - 1);
    if (!last.equals("projects") || call.depth() > 2) {
      return Answer.notFound();
    }
    synchronized (world) {
      JsonArray all = new JsonArray();
      for (Team team : world.teamsOf(call.account())) {
        team.projectsOf(call.account(), false)
            .forEach(project -> all.add(project.json(team, call.account(), disciplines(call))));
      }
      return Answer.json(200, all.toBuffer());
    }
  }

  /** {@code /v2/<team>/objects/<id>}, its {@code restore} and its {@code attachments}. */
  Answer object(Call call, Team team) {
    synchronized (world) {
      Project project = team.project(call.word(2));
      if (project == null) {
        return Answer.notFound();
      }
      if (call.word(3).equals("restore") && call.method().equals("PUT")) {
        project.recycle(false);
        project.touch(call.account().name(), team.changed());
      }
      if (call.word(3).equals("attachments") && call.method().equals("POST")) {
        return attached(call, project);
      }
      return Answer.json(project.json(team, call.account(), true));
    }
  }

  /** Bimplus reports the file; length and SHA-256 here are those of the whole body. */
  private Answer attached(Call call, Project project) {
    RecordedRequest upload = call.exchange().record();
    return Answer.json(
            new JsonObject()
                .put("id", world.nextId())
                .put("objectIds", JsonArray.of(project.id()))
                .put("bodyLength", upload.bodyLength())
                .put("bodySha256", upload.bodySha256()))
        .withStatus(201);
  }

  /** A write that changes nothing but the version: {@code deletecache}. */
  Answer touched(Call call, Team team) {
    synchronized (world) {
      return call.method().equals("GET")
          ? Answer.methodUnknown()
          : Answer.json(new JsonObject().put("version", team.changed()));
    }
  }

  private Answer list(Call call, Team team) {
    List<Project> seen = team.projectsOf(call.account(), call.exchange().flag("recycleBin"));
    int size = (int) call.exchange().number("chunkSize", 0);
    // Chunks count from 0: a guess, since the vendor's pages do not say.
    int from = (int) Math.min(seen.size(), size * call.exchange().number("chunk", 0));
    List<Project> chunk = size > 0 ? seen.subList(from, Math.min(seen.size(), from + size)) : seen;
    JsonArray array = new JsonArray();
    chunk.forEach(project -> array.add(project.json(team, call.account(), disciplines(call))));
    Answer answer = Answer.json(200, array.toBuffer());
    return size > 0 ? answer.with("X-Total-Count", String.valueOf(seen.size())) : answer;
  }

  /** A new project is seen by every member of the team. */
  private Answer created(Call call, Team team) {
    long version = team.changed();
    String name = call.text("name", "New project " + version);
    Project project =
        new Project(world.nextId(), name, call.account().name(), version, name.hashCode());
    project.seenBy().addAll(team.members());
    team.add(project);
    return Answer.json(project.json(team, call.account(), true)).withStatus(201);
  }

  private Answer one(Call call, Team team, Project project) {
    if (call.depth() == 3) {
      return switch (call.method()) {
        case "GET" -> Answer.json(project.json(team, call.account(), true));
        case "PUT" -> changed(call, team, project);
        case "DELETE" -> deleted(call, team, project);
        default -> Answer.methodUnknown();
      };
    }
    return switch (call.word(3)) {
      case "members" -> members(call, team, project);
      case "deletecache" -> touched(call, team);
      default -> Answer.notFound();
    };
  }

  private Answer changed(Call call, Team team, Project project) {
    String by = call.account().name();
    return recycledOr(
        call,
        team,
        project,
        () -> {
          project.rename(call.text("name", project.name()), by, team.changed());
          project.recycle(project.recycled() && !call.exchange().flag("fromRecycleBin"));
          return Answer.json(project.json(team, call.account(), true));
        });
  }

  private Answer deleted(Call call, Team team, Project project) {
    return recycledOr(
        call,
        team,
        project,
        () -> {
          team.remove(project);
          return Answer.json(
              new JsonObject().put("id", project.id()).put("version", team.changed()));
        });
  }

  /** {@code moveToRecycleBin} moves it to the recycle bin, by any method. */
  private static Answer recycledOr(
      Call call, Team team, Project project, Supplier<Answer> otherwise) {
    if (!call.exchange().flag("moveToRecycleBin")) {
      return otherwise.get();
    }
    project.recycle(true);
    project.touch(call.account().name(), team.changed());
    return Answer.json(project.json(team, call.account(), true));
  }

  private Answer members(Call call, Team team, Project project) {
    if (call.method().equals("GET")) {
      JsonArray names = new JsonArray();
      project.seenBy().forEach(names::add);
      return Answer.json(new JsonObject().put("members", names));
    }
    String name = call.depth() > 4 ? call.segment(4) : call.text("user", "");
    if (call.method().equals("DELETE")) {
      project.seenBy().remove(name);
    } else if (team.members().contains(name)) {
      project.seenBy().add(name);
    }
    return Answer.json(new JsonObject().put("version", team.changed()));
  }

  private static boolean disciplines(Call call) {
    return !"false".equalsIgnoreCase(call.exchange().parameter("disciplines"));
  }
}
