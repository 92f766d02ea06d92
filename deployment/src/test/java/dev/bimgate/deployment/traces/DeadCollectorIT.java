package dev.bimgate.deployment.traces;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bimgate.deployment.Http;
import dev.bimgate.deployment.Program;
import dev.bimgate.deployment.RunningGateway;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that records each request, for a collector that takes no span. */
@Tag("real-parts")
@Tag("concurrent")
@SuppressWarnings("NullAway.Init")
class DeadCollectorIT {

  private static final Pattern FAILED = Pattern.compile("Failed to export");

  /** Their spans are twice what the queue holds, which is 2,048: each request has three. */
  private static final int REQUESTS = 1_500;

  /** Whatever waits for the collector waits longer than the test does. */
  private static final String FOREVER = "1h";

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  @TempDir private Path directory;

  @Test
  void noRequestFailsAndTheLogSaysItOnceInJson() throws IOException {
    // A warning of another part of the gateway.
    Files.writeString(directory.resolve(".env"), "GATEWAY_CAHCE_MAX_SIZE=1\n");
    // Port 1 of this machine refuses connections.
    Map<String, String> settings = settings(1);
    settings.put("gateway.log.format", "JSON");
    settings.put("gateway.log.requests", "errors");
    try (Sandbox sandbox = sandbox();
        RunningGateway gateway = RunningGateway.packaged(sandbox, directory, settings)) {
      assertThat(statuses(sandbox, gateway, 20)).containsOnly(200);
      sendBytes(gateway.traffic());
      gateway.program().awaitLine(FAILED);
      assertThat(statuses(sandbox, gateway, 20)).containsOnly(200);

      Program.Ending ending = gateway.program().terminate();

      assertThat(ending.exitCode()).isZero();
      assertThat(ending.lines()).filteredOn(FAILED.asPredicate()).hasSize(1);
      assertThat(ending.lines()).anyMatch(line -> line.contains("did you mean"));
      assertThat(ending.lines().stream().map(DeadCollectorIT::parsed))
          .allSatisfy(line -> assertThat(line.isObject()).isTrue())
          .filteredOn(line -> line.path("message").asText().equals("request"))
          .singleElement()
          .satisfies(line -> assertThat(line.path("status").intValue()).isEqualTo(400));
    }
  }

  /** What a request or the end of the gateway waited for would come after an hour. */
  @Test
  void aCollectorThatNeverRespondsDelaysNoRequestAndNoEnd() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Sandbox sandbox = sandbox()) {
      Map<String, String> settings = settings(silent.getLocalPort());
      settings.put("quarkus.otel.exporter.otlp.traces.timeout", FOREVER);
      settings.put("quarkus.otel.bsp.export.timeout", FOREVER);
      settings.put("gateway.log.requests", "none");
      try (RunningGateway gateway = RunningGateway.packaged(sandbox, directory, settings)) {
        assertThat(statuses(sandbox, gateway, 1)).containsOnly(200);
        try (Socket export = silent.accept()) {
          assertThat(export.getInputStream().readNBytes(5)).asString().isEqualTo("POST ");

          assertThat(statuses(sandbox, gateway, REQUESTS)).containsOnly(200);

          Program.Ending ending = gateway.program().terminate();
          assertThat(ending.exitCode()).isZero();
          assertThat(ending.lines()).noneMatch(line -> line.contains(" request id="));
        }
      }
    }
  }

  private static Sandbox sandbox() {
    return Sandbox.start(SandboxOptions.defaults());
  }

  private static Map<String, String> settings(int port) {
    Map<String, String> settings = new HashMap<>();
    settings.put("gateway.traces.endpoint", "http://127.0.0.1:" + port);
    settings.put("gateway.traces.sampled", "100%");
    settings.put("gateway.drain.keep-serving", "0s");
    settings.put("quarkus.otel.bsp.schedule.delay", "50ms");
    return settings;
  }

  private static List<Integer> statuses(Sandbox sandbox, RunningGateway gateway, int requests) {
    String bearer = "Bearer " + sandbox.tokens().forUser("user-01");
    URI teams = gateway.url("/v2/teams");
    return IntStream.range(0, requests)
        .mapToObj(i -> Http.request(teams, bearer).timeout(LONGEST))
        .map(request -> Http.send(request, BodyHandlers.discarding()))
        .map(response -> response.statusCode())
        .toList();
  }

  /** A user agent and a query with bytes that no UTF-8 has. */
  private static void sendBytes(URI gateway) throws IOException {
    String head =
        "GET /v2/teams?\u00ff\\\" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
            + "User-Agent: \u00ff\u00fe \"\\ \u00c3(\r\n\r\n";
    try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
    }
  }

  private static JsonNode parsed(String line) {
    try {
      return STRICT.readTree(line);
    } catch (JsonProcessingException malformed) {
      throw new AssertionError("no JSON: " + line, malformed);
    }
  }
}
