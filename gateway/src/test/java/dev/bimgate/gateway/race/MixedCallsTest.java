package dev.bimgate.gateway.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.Sandbox;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Fifty thousand requests of twenty callers in ten teams, one in forty of them a write. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class MixedCallsTest {

  private static final long SEED = 20_260_105;
  private static final int CALLS = 50_000;
  private static final int CLIENTS = 64;
  private static final int ONE_WRITE_IN = 40;

  @Inject Ground ground;

  @TestHTTPResource URI gateway;

  private final Oracle oracle = new Oracle();
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();
  private final AtomicInteger rejected = new AtomicInteger();
  private final Map<String, String> tokens = new HashMap<>();
  private final Map<String, String> subjects = new HashMap<>();
  private final Map<String, String> projects = new HashMap<>();
  private final Map<String, List<String>> memberships = new HashMap<>();
  private Sandbox sandbox;
  private HttpClient client;

  @Test
  void noResponseHoldsAnothersDataAndNoListIsOlderThanACompletedWrite() throws Exception {
    prepare();
    Vertx vertx = Vertx.vertx();
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setDefaultHost("127.0.0.1")
                .setDefaultPort(gateway.getPort())
                .setMaxPoolSize(CLIENTS));
    List<Future<?>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(goOn(new Random(SEED + i), CALLS / CLIENTS));
    }

    done(Future.all(clients));
    done(vertx.close());

    assertThat(oracle.findings()).isEmpty();
    assertThat(reads.get() + writes.get() + rejected.get()).isEqualTo(CALLS / CLIENTS * CLIENTS);
    assertThat(writes.get()).isGreaterThan(CALLS / ONE_WRITE_IN / 2);
    assertThat(ground.calls()).as("calls to Bimplus").isLessThan(CALLS);
  }

  private void prepare() {
    sandbox = ground.sandbox();
    for (String user : sandbox.users()) {
      tokens.put(user, "Bearer " + ground.token(user));
      subjects.put(user, sandbox.tokens().subjectOf(user));
      memberships.put(user, sandbox.teamsOf(user));
    }
    for (String team : sandbox.teams()) {
      String member =
          sandbox.users().stream().filter(user -> isMember(user, team)).findFirst().orElseThrow();
      String list = ground.as(member).get("/v2/" + team + "/projects").asString();
      // The first project of a team is visible to all its members.
      projects.put(team, new JsonArray(list).getJsonObject(0).getString("id"));
    }
  }

  /** One client: each request begins when the one before has ended. */
  private Future<Void> goOn(Random random, int callsLeft) {
    if (callsLeft == 0) {
      return Future.succeededFuture();
    }
    return call(random).compose(nothing -> goOn(random, callsLeft - 1));
  }

  private Future<Void> call(Random random) {
    String user = pick(sandbox.users(), random);
    String team = pick(sandbox.teams(), random);
    return random.nextInt(ONE_WRITE_IN) == 0
        ? write(user, team, random.nextInt(4))
        : read(user, team, random.nextInt(3));
  }

  private Future<Void> read(String user, String team, int query) {
    String path =
        "/v2/" + team + "/projects" + List.of("", "?disciplines=false", "?_=1").get(query);
    long floor = oracle.floor(team);
    return send(
        HttpMethod.GET,
        path,
        user,
        "",
        (response, body) -> judgeRead(user, team, floor, response, body));
  }

  private void judgeRead(
      String user, String team, long floor, HttpClientResponse response, String body) {
    if (isMember(user, team) && response.statusCode() == 200) {
      reads.incrementAndGet();
      oracle.read(team, Objects.requireNonNull(subjects.get(user)), floor, body);
    } else if (!isMember(user, team)
        && response.statusCode() == 403
        && !body.contains("teamSlug")) {
      rejected.incrementAndGet();
    } else {
      oracle.found(response.statusCode() + " for " + user + " in " + team + ": " + body);
    }
  }

  private Future<Void> write(String user, String team, int kind) {
    String base = "/v2/" + team;
    String project = base + "/projects/" + projects.get(team);
    return switch (kind) {
      case 0 -> write(HttpMethod.PUT, project, user, team, "{\"name\":\"renamed\"}");
      case 1 -> write(HttpMethod.DELETE, project + "/deletecache", user, team, "");
      case 2 -> write(HttpMethod.DELETE, base + "/deleteCache", user, team, "");
      default ->
          write(HttpMethod.POST, base + "/members", user, team, "{\"user\":\"" + user + "\"}");
    };
  }

  private Future<Void> write(
      HttpMethod method, String path, String user, String team, String body) {
    return send(
        method, path, user, body, (response, answer) -> judgeWrite(user, team, response, answer));
  }

  private void judgeWrite(String user, String team, HttpClientResponse response, String body) {
    if (isMember(user, team) && response.statusCode() == 200) {
      writes.incrementAndGet();
      oracle.written(team, body);
    } else if (!isMember(user, team) && response.statusCode() == 403) {
      rejected.incrementAndGet();
    } else {
      oracle.found(response.statusCode() + " for a write of " + user + " in " + team + ": " + body);
    }
  }

  private Future<Void> send(
      HttpMethod method,
      String path,
      String user,
      String body,
      BiConsumer<HttpClientResponse, String> judge) {
    return client
        .request(method, path)
        .compose(
            request -> {
              Future<Void> judged =
                  request
                      .response()
                      .compose(
                          response ->
                              response
                                  .body()
                                  .map(
                                      whole -> {
                                        judge.accept(response, whole.toString());
                                        return null;
                                      }));
              request.putHeader("Authorization", tokens.get(user));
              if (body.isEmpty()) {
                request.send();
              } else {
                request.putHeader("Content-Type", "application/json").send(body);
              }
              return judged;
            });
  }

  private boolean isMember(String user, String team) {
    return Objects.requireNonNull(memberships.get(user)).contains(team);
  }

  private static String pick(List<String> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  private static void done(Future<?> future) throws Exception {
    CompletableFuture<?> ended = future.toCompletionStage().toCompletableFuture();
    var unused = ended.get(5, TimeUnit.MINUTES);
  }
}
