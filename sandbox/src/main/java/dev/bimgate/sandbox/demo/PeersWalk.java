package dev.bimgate.sandbox.demo;

import dev.bimgate.sandbox.Sandbox;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The steps of a client whose requests reach two gateways: what is written through one shows
 * through the other, with Valkey, without it, and when it is back.
 */
final class PeersWalk {

  private static final String USER = "user-01";

  private static final Steps.Calls LOADED = new Steps.Calls(1, 1);

  /** None, unless Valkey was slow: nobody waits for it longer than 100 ms. */
  private static final Steps.Calls SHARED = new Steps.Calls(0, 1);

  /** Five renewals, and a little more: until then a write waits for a lease. */
  private static final Duration PAST_YOUNG_REGISTRY = Duration.ofSeconds(3);

  /** {@code gateway.peers.isolated-fresh-for}, and a little more. */
  private static final Duration PAST_ISOLATED_FRESHNESS = Duration.ofMillis(2_100);

  /** Gateways notice and return within seconds. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Sandbox sandbox;
  private final Runnable valkeyOff;
  private final Runnable valkeyOn;
  private final List<Visitor> visitors;
  private final List<Operator> operators;
  private final Steps steps;
  private final String list;

  /**
   * @param valkeyOff stops Valkey
   * @param valkeyOn starts it again
   * @param visitors a client of each gateway
   * @param operators an operator of each gateway
   */
  PeersWalk(
      Sandbox sandbox,
      Runnable valkeyOff,
      Runnable valkeyOn,
      List<Visitor> visitors,
      List<Operator> operators,
      Consumer<StepReport> teller) {
    this.sandbox = sandbox;
    this.valkeyOff = valkeyOff;
    this.valkeyOn = valkeyOn;
    this.visitors = visitors;
    this.operators = operators;
    this.steps = new Steps(sandbox, teller);
    this.list = "/" + team() + "/projects";
  }

  /** The team whose projects are requested. */
  String team() {
    return sandbox.teams().get(0);
  }

  /** The credential of the walk. */
  String bearer() {
    return "Bearer " + sandbox.tokens().forUser(USER);
  }

  /** Walks, and returns whether every step was as expected. */
  boolean run() throws IOException, InterruptedException {
    state("both gateways are together", false);
    Thread.sleep(PAST_YOUNG_REGISTRY.toMillis());
    Reply loaded = list(1, "the list of projects", LOADED, "");
    list(2, "the same list, which gateway 1 has loaded", SHARED, "");
    String project = write(1, "a new project", loaded);
    list(2, "the list that shows it", LOADED, project);
    list(1, "the list that shows it, loaded by gateway 2", SHARED, project);

    valkeyOff.run();
    state("Valkey off: isolated, and ready", true);
    Thread.sleep(PAST_ISOLATED_FRESHNESS.toMillis());
    Reply again = list(2, "the list, loaded: it was older than 2 s", LOADED, project);
    String another = write(1, "a new project, delayed by a lease", again);
    list(2, "the list that shows it, loaded", LOADED, another);

    valkeyOn.run();
    state("Valkey on: together again", false);
    list(1, "the list, loaded: caches were emptied", LOADED, another);
    list(2, "the same list, which gateway 1 has loaded", SHARED, another);
    return steps.asSaid();
  }

  private Reply list(int gateway, String name, Steps.Calls calls, String id) {
    return steps.take(
        gateway + ": " + name,
        USER,
        calls,
        () -> visitors.get(gateway - 1).get(list, bearer()),
        (reply, said) ->
            said.equal(reply.status(), 200, "status")
                .that(reply.text().contains(id), "the new project is not in it"),
        reply -> List.of());
  }

  /** Returns the id of the new project. */
  private String write(int gateway, String name, Reply before) {
    Reply written =
        steps.take(
            gateway + ": " + name,
            USER,
            1,
            () -> visitors.get(gateway - 1).post(list, bearer(), "{\"name\":\"Lock Gate\"}"),
            (reply, said) ->
                said.equal(reply.status(), 201, "status")
                    .that(!before.text().contains(id(reply)), "it was in the list before"));
    return id(written);
  }

  private static String id(Reply reply) {
    return json(reply).getString("id", "no id");
  }

  private void state(String name, boolean isDegraded) {
    for (int gateway = 1; gateway <= operators.size(); gateway++) {
      Operator operator = operators.get(gateway - 1);
      steps.take(
          gateway + ": " + name,
          USER,
          new Steps.Calls(0, 0),
          () -> awaitState(operator, isDegraded),
          (reply, said) ->
              said.equal(reply.status(), 200, "status")
                  .that(isState(reply, isDegraded), "the readiness does not say so"),
          reply -> List.of("readiness: peers " + peers(reply).encode(), connected(operator)));
    }
  }

  /** The readiness once it says so, or the last one that did not; with the time until then. */
  private Reply awaitState(Operator operator, boolean isDegraded) throws IOException {
    long started = System.nanoTime();
    Reply reply = operator.readiness();
    while (isOfAGateway(reply)
        && !isState(reply, isDegraded)
        && System.nanoTime() - started < LONGEST.toNanos()) {
      try {
        Thread.sleep(BETWEEN_LOOKS.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
      reply = operator.readiness();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    return new Reply(reply.status(), reply.fields(), reply.body(), took);
  }

  private static boolean isOfAGateway(Reply reply) {
    return reply.status() == 200 || reply.status() == 503;
  }

  private boolean isState(Reply reply, boolean isDegraded) {
    JsonObject peers = peers(reply);
    return peers.getBoolean("degraded", !isDegraded) == isDegraded
        && peers.getInteger("members", -1) == (isDegraded ? 0 : operators.size());
  }

  /** What the readiness says of the peers. */
  private static JsonObject peers(Reply reply) {
    for (Object each : json(reply).getJsonArray("checks", new JsonArray())) {
      if (each instanceof JsonObject check && "peers".equals(check.getString("name"))) {
        return check.getJsonObject("data", new JsonObject());
      }
    }
    return new JsonObject();
  }

  private static String connected(Operator operator) {
    try {
      return "meter: " + operator.meter("gateway_peers_connected");
    } catch (IOException e) {
      return "meter: " + e;
    }
  }

  private static JsonObject json(Reply reply) {
    try {
      return new JsonObject(reply.text());
    } catch (DecodeException notJson) {
      return new JsonObject();
    }
  }
}
