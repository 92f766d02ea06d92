package dev.bimgate.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The resources of the control port; they may block, so they never run on an event loop. */
final class ControlRoutes {

  private final Sandbox sandbox;
  private final Budgets budgets;

  ControlRoutes(Sandbox sandbox, Budgets budgets) {
    this.sandbox = sandbox;
    this.budgets = budgets;
  }

  /** One request at the control port, with its complete body. */
  record Asked(String method, List<String> segments, Map<String, String> query, String body) {

    String segment(int index) {
      return index < segments.size() ? segments.get(index) : "";
    }

    boolean is(String wanted, int depth) {
      return method.equals(wanted) && segments.size() == depth;
    }
  }

  /**
   * @throws IllegalArgumentException if the request is rejected; the message is for users
   */
  Answer answer(Asked asked) {
    return switch (asked.segment(0)) {
      case "faults" -> faults(asked);
      case "kinds" -> kinds(asked);
      case "servers" -> servers(asked);
      case "keys" -> keys(asked);
      case "requests" -> requests(asked);
      case "budgets" -> budget(asked);
      case "logout" -> logout(asked);
      default -> missing("there is no such resource; see the sandbox's README");
    };
  }

  private Answer faults(Asked asked) {
    if (asked.is("GET", 1)) {
      JsonArray rules = new JsonArray();
      sandbox.bimplus().faults().list().forEach(rules::add);
      sandbox.issuer().faults().list().forEach(rules::add);
      return Answer.json(new JsonObject().put("faults", rules));
    }
    if (asked.is("POST", 1)) {
      RuleWords words = RuleWords.read(new JsonObject(asked.body()));
      String id = words.addTo(faultsOf(words.server()));
      return Answer.json(201, new JsonObject().put("id", id).toBuffer());
    }
    if (asked.is("DELETE", 1)) {
      sandbox.bimplus().faults().clear();
      sandbox.issuer().faults().clear();
      return done();
    }
    if (asked.is("DELETE", 2)) {
      boolean found =
          sandbox.bimplus().faults().remove(asked.segment(1))
              || sandbox.issuer().faults().remove(asked.segment(1));
      return found ? done() : missing("there is no rule " + asked.segment(1));
    }
    return Answer.methodUnknown();
  }

  private static Answer kinds(Asked asked) {
    if (!asked.is("GET", 1)) {
      return Answer.methodUnknown();
    }
    JsonArray kinds = new JsonArray();
    for (FaultKind kind : FaultKind.values()) {
      kinds.add(kind.json());
    }
    return Answer.json(new JsonObject().put("kinds", kinds));
  }

  private Answer servers(Asked asked) {
    if (asked.is("GET", 1)) {
      return Answer.json(
          new JsonObject()
              .put("bimplus", state(sandbox.apiListener(), sandbox.apiUrl().toString()))
              .put("issuer", state(sandbox.issuerListener(), sandbox.issuerUrl().toString())));
    }
    if (!asked.is("PUT", 2)) {
      return Answer.methodUnknown();
    }
    Listener listener =
        serverOf(asked.segment(1)) == RecordedRequest.Server.API
            ? sandbox.apiListener()
            : sandbox.issuerListener();
    JsonObject wanted = new JsonObject(asked.body());
    RuleWords.onlyKnown(wanted, List.of("on", "millis"));
    if (!(wanted.getValue("on") instanceof Boolean on)) {
      throw new IllegalArgumentException("on is true or false");
    }
    long millis = (Long) Parameter.whole("millis", 0, 0, 3_600_000).in(wanted);
    if (on) {
      listener.switchOn();
    } else {
      listener.switchOffFor(millis);
    }
    return done();
  }

  private static JsonObject state(Listener listener, String url) {
    return new JsonObject().put("on", listener.isOn()).put("url", url);
  }

  private Answer keys(Asked asked) {
    if (!asked.is("POST", 2)) {
      return Answer.methodUnknown();
    }
    switch (asked.segment(1)) {
      case "rotate" -> sandbox.tokens().rotateKeys();
      case "withdraw" -> sandbox.tokens().withdrawKeys();
      default -> {
        return missing("keys are rotated or withdrawn: POST /keys/rotate, /keys/withdraw");
      }
    }
    return done();
  }

  private Answer requests(Asked asked) {
    if (asked.is("DELETE", 1)) {
      sandbox.recorder().clear();
      return done();
    }
    return asked.is("GET", 1)
        ? Answer.json(RequestQuery.read(asked.query()).answer(sandbox.recorder()))
        : Answer.methodUnknown();
  }

  private Answer budget(Asked asked) {
    String user = asked.segment(1);
    if (!asked.is("GET", 2)) {
      return Answer.methodUnknown();
    }
    if (!sandbox.users().contains(user)) {
      return missing("there is no user " + user);
    }
    return Answer.json(
        new JsonObject()
            .put("user", user)
            .put("limit", budgets.limit())
            .put("left", budgets.left(user)));
  }

  private Answer logout(Asked asked) {
    if (!asked.is("POST", 1)) {
      return Answer.methodUnknown();
    }
    JsonObject words = new JsonObject(asked.body());
    RuleWords.onlyKnown(words, List.of("to", "user", "session", "client"));
    String user = (String) Parameter.text("user", "").in(words);
    if (!sandbox.users().contains(user)) {
      return missing("there is no user " + user);
    }
    URI to = URI.create((String) Parameter.text("to", "").in(words));
    String client = (String) Parameter.text("client", Tokens.DEFAULT_CLIENT).in(words);
    String session = (String) Parameter.text("session", "").in(words);
    TokenDraft token = sandbox.tokens().logoutToken(user, session).claim("aud", client);
    if (session.isEmpty()) {
      token.claim("sid", null);
    }
    int status = sandbox.issuer().tellLogout(to, token.sign());
    return Answer.json(new JsonObject().put("status", status));
  }

  private Faults faultsOf(RecordedRequest.Server server) {
    return server == RecordedRequest.Server.API
        ? sandbox.bimplus().faults()
        : sandbox.issuer().faults();
  }

  static RecordedRequest.Server serverOf(Object word) {
    for (RecordedRequest.Server server : RecordedRequest.Server.values()) {
      if (server.word().equals(word)) {
        return server;
      }
    }
    throw new IllegalArgumentException("server is bimplus or issuer");
  }

  private static Answer done() {
    return Answer.json(new JsonObject().put("done", true));
  }

  private static Answer missing(String reason) {
    return Answer.error(404, "NotFound", reason);
  }
}
