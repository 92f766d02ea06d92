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

  /** More than the queue holds, which is 2,048 spans: each request has three. */
  private static final int REQUESTS = 800;

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
    Map<String, String> settings = settings(1, "gateway.log.format", "json");
    try (Sandbox sandbox = sandbox();
        RunningGateway gateway = RunningGateway.packaged(sandbox, directory, settings)) {
      gateway.awaitKeys();
      assertThat(statuses(sandbox, gateway, 200)).containsOnly(200);
      sendBytes(gateway.traffic());
      gateway.program().awaitLine(FAILED);
      assertThat(statuses(sandbox, gateway, 200)).containsOnly(200);

      Program.Ending ending = gateway.program().terminate();

      assertThat(ending.exitCode()).isZero();
      assertThat(ending.lines()).filteredOn(FAILED.asPredicate()).hasSize(1);
      assertThat(ending.lines()).anyMatch(line -> line.contains("did you mean"));
      assertThat(ending.lines()).allSatisfy(line -> assertThat(parsed(line).isObject()).isTrue());
    }
  }

  @Test
  void aCollectorThatNeverRespondsDelaysNoRequestAndNoEnd() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Sandbox sandbox = sandbox();
        RunningGateway gateway =
            RunningGateway.packaged(
                sandbox,
                directory,
                settings(silent.getLocalPort(), "gateway.log.requests", "none"))) {
      gateway.awaitKeys();

      assertThat(statuses(sandbox, gateway, REQUESTS)).containsOnly(200);

      Program.Ending ending = gateway.program().terminate();
      assertThat(ending.exitCode()).isZero();
      assertThat(ending.lines()).noneMatch(line -> line.contains(" request id="));
    }
  }

  private static Sandbox sandbox() {
    return Sandbox.start(SandboxOptions.defaults());
  }

  private static Map<String, String> settings(int port, String name, String value) {
    return Map.of(
        "gateway.traces.endpoint",
        "http://127.0.0.1:" + port,
        "gateway.traces.sampled",
        "100%",
        "gateway.drain.keep-serving",
        "0s",
        "quarkus.otel.bsp.schedule.delay",
        "50ms",
        name,
        value);
  }

  private static List<Integer> statuses(Sandbox sandbox, RunningGateway gateway, int requests) {
    String bearer = "Bearer " + sandbox.tokens().forUser("user-01");
    URI teams = gateway.url("/v2/teams");
    return IntStream.range(0, requests)
        .mapToObj(i -> Http.send(Http.request(teams, bearer), BodyHandlers.discarding()))
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
