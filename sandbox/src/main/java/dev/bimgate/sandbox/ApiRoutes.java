package dev.bimgate.sandbox;

import dev.bimgate.sandbox.keys.OutsideIssuer;
import dev.bimgate.sandbox.wire.Answer;
import dev.bimgate.sandbox.wire.Exchange;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** The fake Bimplus: authenticates the caller, charges their budget, and dispatches. */
final class ApiRoutes {

  static final String DISCOVERY_PATH = "/v2/.well-known/openid-configuration";

  /** First segments that are resources of their own and never a team. */
  private static final Set<String> GLOBAL =
      Set.of(
          ("administration application auth-forgot authorize content cross-token"
                  + " dataprotectiondeclarations external imprints invitations messages"
                  + " project-actions-rights projects restrictedemails systemgroups team"
                  + " team-actions-rights teams terms user users validate")
              .split(" "));

  private final IssuerRoutes issuer;
  private final Bimplus bimplus;
  private final TokenCheck check;
  private final Budgets budgets;
  private final World world;
  private final LoginRoutes logins;
  private final TeamRoutes teams;
  private final ProjectRoutes projects;
  private final StreamRoutes streams = new StreamRoutes();
  private final Presentation presentation;

  ApiRoutes(
      IssuerRoutes issuer,
      Bimplus bimplus,
      TokenCheck check,
      Budgets budgets,
      World world,
      LegacyLogins logins,
      InstantSource clock) {
    this.issuer = issuer;
    this.bimplus = bimplus;
    this.check = check;
    this.budgets = budgets;
    this.world = world;
    this.logins = new LoginRoutes(world, logins, clock);
    this.teams = new TeamRoutes(world);
    this.projects = new ProjectRoutes(world);
    this.presentation = new Presentation(bimplus);
  }

  void handle(Exchange exchange) {
    exchange.response().putHeader("X-Request-Id", UUID.randomUUID().toString());
    List<String> path = exchange.segments();
    if (path.isEmpty() || !path.get(0).equalsIgnoreCase("v2") || path.size() < 2) {
      exchange.send(Answer.notFound());
      return;
    }
    List<String> segments = path.subList(1, path.size());
    if (!open(exchange, segments)) {
      identified(exchange, segments);
    }
  }

  /** Handles requests without a credential. */
  private boolean open(Exchange exchange, List<String> segments) {
    String first = segments.get(0).toLowerCase(Locale.ROOT);
    boolean posts = exchange.record().method().equals("POST");
    if (exchange.record().path().equals(DISCOVERY_PATH)) {
      OutsideIssuer outside = bimplus.outsideIssuer();
      exchange.send(outside == null ? issuer.discovery() : outside.discovery());
    } else if (first.equals("authorize") && posts && segments.size() == 1) {
      withBody(exchange, body -> logins.login(body));
    } else if (first.equals("auth-forgot") && posts && segments.size() == 1) {
      withBody(exchange, body -> Answer.json(new JsonObject().put("sent", true)));
    } else {
      return false;
    }
    return true;
  }

  private void identified(Exchange exchange, List<String> segments) {
    TokenCheck.Asking asking = check.read(exchange.record().fieldValues("Authorization"));
    if (asking == null) {
      exchange.send(
          Answer.error(401, "Unauthorized", "The token is missing or does not count.")
              .with("WWW-Authenticate", "BimPlus"));
      return;
    }
    if (charged(exchange, asking)) {
      route(exchange, asking, segments);
    }
  }

  private boolean charged(Exchange exchange, TokenCheck.Asking asking) {
    Budgets.Charge charge = budgets.charge(asking.account().name());
    HttpServerResponse response = exchange.response();
    response.putHeader("X-RateLimit-Limit", String.valueOf(charge.limit()));
    response.putHeader("X-RateLimit-Remaining", String.valueOf(charge.remaining()));
    if (!charge.allowed()) {
      exchange.send(
          Answer.error(429, "TooManyRequests", "The calls of this hour are used up.")
              .with("Retry-After", String.valueOf(charge.secondsToReset())));
    }
    return charge.allowed();
  }

  private void route(Exchange exchange, TokenCheck.Asking asking, List<String> segments) {
    String first = segments.get(0).toLowerCase(Locale.ROOT);
    boolean noTeam = first.isEmpty() || GLOBAL.contains(first);
    Team team = noTeam ? null : world.team(first);
    if (team == null && !noTeam) {
      exchange.send(Answer.notFound());
    } else if (team != null && !mayEnter(team, asking)) {
      exchange.send(Answer.error(403, "Forbidden", "You are not a member of this team."));
    } else if (team != null && streams.answered(exchange, segments)) {
      return;
    } else {
      withBody(
          exchange,
          body -> {
            Call call = new Call(exchange, asking, segments, body);
            Answer answer = team == null ? global(call) : inTeam(call, team);
            return presentation.present(exchange, answer);
          });
    }
  }

  private boolean mayEnter(Team team, TokenCheck.Asking asking) {
    synchronized (world) {
      return team.has(asking.account());
    }
  }

  private Answer global(Call call) {
    return switch (call.word(0)) {
      case "teams", "team", "user", "users" -> teams.answer(call);
      case "", "projects" -> projects.overAllTeams(call);
      case "authorize" -> call.method().equals("GET") ? logins.whose(call) : Answer.methodUnknown();
      case "invitations" -> teams.invited();
      default -> Answer.json(new JsonObject().put("resource", call.word(0)));
    };
  }

  private Answer inTeam(Call call, Team team) {
    return switch (call.word(1)) {
      case "" -> teams.one(call, team);
      case "projects" -> projects.answer(call, team);
      case "members", "invitations" -> teams.members(call, team);
      case "objects" -> projects.object(call, team);
      case "deletecache" -> projects.touched(call, team);
      default -> Answer.notFound();
    };
  }

  private void withBody(Exchange exchange, Function answers) {
    exchange
        .body()
        .onSuccess(
            body -> {
              try {
                exchange.send(answers.answer(json(body)));
              } catch (RuntimeException e) {
                exchange.failed(e);
              }
            })
        .onFailure(exchange::failed);
  }

  /** The body as an object; anything else counts as empty. */
  private static JsonObject json(Buffer body) {
    String text = body.toString().strip();
    return text.startsWith("{") ? new JsonObject(text) : new JsonObject();
  }

  private interface Function {
    Answer answer(JsonObject body);
  }
}
