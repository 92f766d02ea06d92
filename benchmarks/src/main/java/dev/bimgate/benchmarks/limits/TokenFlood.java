package dev.bimgate.benchmarks.limits;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.wire.Requests;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Made-up legacy tokens from one address while the issuer rotates its key and others log in. */
final class TokenFlood {

  private static final int TOKENS_PER_SECOND = 500;
  private static final String DISCOVERY = "/v2/.well-known/openid-configuration";
  private static final Duration IDLE = Duration.ofSeconds(20);
  private static final Duration FLOOD = Duration.ofSeconds(60);
  private static final Duration BEFORE_ROTATION = Duration.ofSeconds(15);

  private final Setup setup;
  private final Sandbox sandbox;
  private final Report report;

  TokenFlood(Setup setup) {
    this.setup = setup;
    this.sandbox = setup.sandbox();
    this.report = setup.report();
  }

  /** Both kinds of requests of users with JWTs. */
  private record Figures(Replies lists, Replies passedOn) {}

  void measure() throws IOException, InterruptedException {
    figures(IDLE);
    Figures idle = figures(IDLE);
    new MadeUpTokens(setup.gateway().uri("/"), FLOOD, TOKENS_PER_SECOND).start();
    CompletableFuture<Replies> discovery =
        Load.steady(FLOOD, 10, i -> Visitor.anonymous(setup.gateway()).get(DISCOVERY));
    CompletableFuture<Replies> logins = Load.steady(FLOOD, 1, this::login);
    CompletableFuture<Double> rotation = CompletableFuture.supplyAsync(this::rotate);
    Figures loaded = figures(FLOOD);
    ratio("lists", idle.lists, loaded.lists);
    ratio("passed on", idle.passedOn, loaded.passedOn);
    report.show(
        "made-up tokens: 429",
        setup.gateway().meter("gateway_limits_refused_total", "by=\"login\""));
    report.atMost("discovery document: failed", discovery.join().failed(), 0);
    int fetches = sandbox.recorder().count(Requests.to(DISCOVERY));
    report.atMost("  requests to Bimplus since start", fetches, 3);
    report.atMost("s until a token of the new key is accepted", rotation.join(), 10);
    report.atMost("logins from other addresses: failed", logins.join().failed(), 0);
  }

  private Figures figures(Duration length) {
    List<Visitor> users = sandbox.users().stream().map(setup::visitor).toList();
    CompletableFuture<Replies> lists =
        Load.steady(length, 50, i -> users.get(i % users.size()).get(setup.inTeam("/projects")));
    CompletableFuture<Replies> passedOn =
        Load.steady(length, 50, i -> users.get(i % users.size()).get(setup.inTeam("/echo")));
    return new Figures(lists.join(), passedOn.join());
  }

  private void ratio(String what, Replies idle, Replies loaded) {
    report.show(what + ", without flood: p99, ms", idle.p99Millis());
    report.show("  with flood", loaded.p99Millis());
    report.atMost("  ratio", loaded.p99Millis() / idle.p99Millis(), 2);
    report.atMost("  failed", loaded.failed(), 0);
  }

  private CompletableFuture<Reply> login(int i) {
    String user = sandbox.users().get(i % sandbox.users().size());
    String json =
        "{\"user_id\":\"%s\",\"password\":\"%s\",\"application_id\":\"benchmarks\"}"
            .formatted(user, sandbox.passwordOf(user));
    return Visitor.anonymous(setup.gateway())
        .from("198.51.100." + i % 250)
        .post("/v2/authorize", json);
  }

  /**
   * Seconds from a rotation during the flood until the first response to a token of the new key.
   */
  private double rotate() {
    pause(BEFORE_ROTATION);
    sandbox.tokens().rotateKeys();
    long rotated = System.nanoTime();
    Visitor user = setup.visitor(sandbox.users().get(0));
    while (user.get("/v2/teams").join().status() != 200) {
      pause(Duration.ofMillis(100));
    }
    return (System.nanoTime() - rotated) / 1e9;
  }

  private static void pause(Duration length) {
    try {
      Thread.sleep(length.toMillis());
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
