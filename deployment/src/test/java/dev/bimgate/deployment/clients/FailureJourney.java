package dev.bimgate.deployment.clients;

import static dev.bimgate.deployment.clients.Caller.JSON;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.wire.FaultKind;
import dev.bimgate.sandbox.wire.Faults;
import dev.bimgate.sandbox.wire.Gate;
import dev.bimgate.sandbox.wire.Requests;
import java.util.ArrayList;
import java.util.List;

/** What clients meet while Bimplus or the issuer fails, or a limit is reached. */
final class FailureJourney {

  /** More than the other journeys need. */
  static final int LOGINS = 30;

  private static final int CALLERS = 8;
  private static final int CALLS_EACH = 6;

  private final Sandbox sandbox;
  private final Caller nobody;
  private final Caller user;
  private final String projects;

  FailureJourney(Sandbox sandbox, Caller nobody) {
    this.sandbox = sandbox;
    this.nobody = nobody;
    this.user = nobody.withToken(sandbox.tokens().forUser("user-06"));
    this.projects = "/v2/" + sandbox.teams().get(0) + "/projects";
  }

  void travel() {
    callFailingBimplus();
    spendTheBudget();
    logInTooOften();
    callBimplusThatIsAway();
  }

  /** Bimplus drops calls, sends what is malformed, and fails. */
  private void callFailingBimplus() {
    Faults faults = sandbox.bimplus().faults();
    user.send("GET", projects);
    faults.drop(Requests.to("POST", "/v2/user"), 1);
    user.send("POST", "/v2/user", JSON, "{}");
    faults.add(Requests.to("/v2/projects"), FaultKind.BAD_FIELD.with(), 1);
    user.send("GET", "/v2/projects");
    faults.garble(Requests.to("/v2/user"), 1);
    user.send("GET", "/v2/user");
    for (int status : List.of(403, 404, 503)) {
      faults.answer(Requests.to(projects), status, 1);
      user.send("GET", projects + "?status=" + status);
      faults.answer(Requests.to("PUT", "/v2/team"), status, 1);
      user.send("PUT", "/v2/team", JSON, "{}");
    }
  }

  /** A user whose calls are used up. */
  private void spendTheBudget() {
    Caller spender = nobody.withToken(sandbox.tokens().forUser("user-07"));
    spender.send("GET", List.of("/v2/teams", "/v2/user", "/v2/user"));
    sandbox.bimplus().budgetLeft("user-07", 1);
    spender.send("GET", List.of("/v2/user", "/v2/user", "/v2/user", "/v2/teams", projects));
  }

  /** One login more than one address may make in an hour. */
  private void logInTooOften() {
    for (int login = 0; login <= LOGINS; login++) {
      nobody.send("POST", "/v2/auth-forgot");
    }
  }

  /** More calls at once than there are connections. */
  void crowd() {
    user.send("GET", "/v2/users");
    List<Caller.Reply> replies = new ArrayList<>();
    for (int caller = 10; caller < 10 + CALLERS; caller++) {
      Caller one = nobody.withToken(sandbox.tokens().forUser("user-" + caller));
      for (int call = 0; call < CALLS_EACH; call++) {
        replies.add(one.start("GET", "/v2/users"));
      }
    }
    replies.forEach(Caller.Reply::join);
  }

  /** Bimplus is away: stale lists, errors, and at last none that waits for it. */
  private void callBimplusThatIsAway() {
    sandbox.bimplus().switchOff();
    user.send("GET", List.of(projects, "/v2/terms", "/v2/validate"));
  }

  /** A gateway without legacy login and without keys, for which one request is enough. */
  void callStrictGateway() {
    user.send("GET", "/v2/teams");
    nobody.send("GET", "/v2/.well-known/openid-configuration");
    nobody.send("POST", "/v2/authorize", JSON, "{}");
    Gate gate = sandbox.bimplus().faults().holdRequests(Requests.to("/v2/auth-forgot"));
    Caller.Reply waiting = nobody.start("POST", "/v2/auth-forgot");
    gate.awaitArrivals(1);
    nobody.send("GET", "/v2/user");
    gate.release();
    waiting.join();
  }
}
