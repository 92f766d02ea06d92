package dev.bimgate.deployment.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.FiveSteps;
import dev.bimgate.deployment.Program;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.wire.FaultKind;
import dev.bimgate.sandbox.wire.Faults;
import dev.bimgate.sandbox.wire.Requests;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/openapi.yaml compared with what the packaged gateway sends, in journeys of all kinds. */
@Tag("real-parts")
@Tag("concurrent")
@SuppressWarnings("NullAway.Init")
class OpenApiIT {

  private static final List<Exchange> EXCHANGES = new ArrayList<>();
  private static final List<Program.Ending> GENERATED = new ArrayList<>();

  /** They need a defect, peers, TLS, a shutdown, 15 seconds, or luck. */
  private static final Set<String> HARD_TO_CAUSE =
      Set.of(
          "client-certificate-required",
          "internal",
          "isolated",
          "no-connection",
          "request-timeout",
          "shutting-down",
          "too-many-at-once");

  private static final Vertx VERTX = Vertx.vertx();
  private static final HttpClient CLIENT =
      VERTX.createHttpClient(new HttpClientOptions().setMaxPoolSize(100));

  @TempDir static Path directory;

  @BeforeAll
  static void record() throws IOException {
    recordEverything();
    recordStrictGateway();
    recordFewConnections();
  }

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  private static void recordEverything() throws IOException {
    Map<String, String> settings =
        Map.of(
            "gateway.cache.min-revalidation-interval",
            "0s",
            "gateway.limits.login-rate",
            FailureJourney.LOGINS + "/h");
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
        RecordedGateway gateway = start(sandbox, settings)) {
      gateway.awaitKeys();
      Caller traffic = new Caller(CLIENT, gateway.traffic().url());
      Caller management = new Caller(CLIENT, gateway.management().url());
      Caller.Reply stalled = traffic.startWithoutEnd("POST", "/v2/authorize");
      new FiveSteps(sandbox, gateway.behindRecorders()).walk();
      useGeneratedClient(sandbox, gateway);
      new ClientJourney(sandbox, traffic).travel();
      new OperatorJourney(sandbox, management, traffic).travel();
      new FailureJourney(sandbox, traffic).travel();
      stalled.join();
      EXCHANGES.addAll(gateway.exchanges());
    }
  }

  private static RecordedGateway start(Sandbox sandbox, Map<String, String> own) {
    Map<String, String> settings = new HashMap<>(own);
    settings.put("gateway.public-url", "https://gateway.test");
    return RecordedGateway.start(sandbox, directory, ClientJourney.ORIGIN, settings);
  }

  private static void useGeneratedClient(Sandbox sandbox, RecordedGateway gateway)
      throws IOException {
    GeneratedClient client =
        new GeneratedClient(Files.createDirectory(directory.resolve("generated")));
    GENERATED.add(client.generate());
    GENERATED.add(client.compile());
    GENERATED.add(client.readLists(gateway.traffic().url(), sandbox.tokens().forUser("user-02")));
  }

  /** Without legacy login, without the issuer's keys, and with one request at once. */
  private static void recordStrictGateway() {
    Map<String, String> settings =
        Map.of("gateway.legacy-tokens.enabled", "false", "gateway.limits.max-requests", "1");
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      Faults faults = sandbox.bimplus().faults();
      faults.answer(Requests.to("/v2/.well-known/openid-configuration"), 500, Integer.MAX_VALUE);
      try (RecordedGateway gateway = start(sandbox, settings)) {
        Caller traffic = new Caller(CLIENT, gateway.traffic().url());
        new FailureJourney(sandbox, traffic).callStrictGateway();
        EXCHANGES.addAll(gateway.exchanges());
      }
    }
  }

  /** With fewer connections than calls, and a Bimplus that does not respond. */
  private static void recordFewConnections() {
    Map<String, String> settings =
        Map.of(
            "bimplus.answer-timeout", "1s",
            "bimplus.pool-size", "16",
            "bimplus.pool-max-wait", "200ms");
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
        RecordedGateway gateway = start(sandbox, settings)) {
      gateway.awaitKeys();
      sandbox.bimplus().faults().add(Requests.to("/v2/users"), FaultKind.HANG.with(), 1_000);
      new FailureJourney(sandbox, new Caller(CLIENT, gateway.traffic().url())).crowd();
      EXCHANGES.addAll(gateway.exchanges());
    }
  }

  @Test
  void eachResponseIsAsDocumented() {
    OpenApiTraffic traffic = new OpenApiTraffic(EXCHANGES);
    System.out.println("docs/openapi.yaml: " + traffic);

    assertThat(traffic.findings()).isEmpty();
  }

  @Test
  void eachDocumentedOperationWasCalled() {
    assertThat(new OpenApiTraffic(EXCHANGES).notCalled()).isEmpty();
  }

  @Test
  void allOtherProblemTypesOccurred() {
    List<String> others =
        OpenApiDocument.read().part("/components/examples").members().stream()
            .map(OpenApiDocument.Part::name)
            .filter(name -> !HARD_TO_CAUSE.contains(name))
            .toList();

    assertThat(new OpenApiTraffic(EXCHANGES).problems()).containsAll(others);
  }

  @Test
  void eachJsonBodyPassesJsonLint() throws IOException {
    long bodies = EXCHANGES.stream().filter(Exchange::isJson).count();

    assertThat(bodies).isPositive();
    assertThat(JsonLint.check(EXCHANGES, directory).lines())
        .containsExactly(bodies + " JSON texts, 0 malformed");
  }

  @Test
  void redoclyFindsNothing() {
    Program.Ending linted =
        Program.run(
            JsonLint.CLIENTS,
            List.of(
                "env",
                "REDOCLY_TELEMETRY=off",
                "node_modules/.bin/redocly",
                "lint",
                OpenApiDocument.FILE.toString(),
                "--config=redocly.yaml"));

    assertThat(linted.exitCode()).as(linted::toString).isZero();
  }

  @Test
  void aGeneratedClientReadsListsTwice() {
    assertThat(GENERATED)
        .allSatisfy(step -> assertThat(step.exitCode()).as(step::toString).isZero());
    assertThat(GENERATED.get(2).lines())
        .anyMatch(line -> line.matches("[a-z-]+: [0-9]+ projects, bimplus-gateway; fwd=.*"))
        .anyMatch(line -> line.matches("[a-z-]+: [0-9]+ projects, bimplus-gateway; hit; ttl=.*"));
  }
}
