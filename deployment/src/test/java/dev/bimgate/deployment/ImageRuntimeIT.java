package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.bimgate.deployment.peers.Waiting;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.ValkeyServer;
import dev.bimgate.sandbox.wire.Listener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runtime of the image has those parts of the JDK, too, that only some settings need. */
@Tag("real-parts")
@Tag("concurrent")
@SuppressWarnings("NullAway.Init")
class ImageRuntimeIT {

  /** Only a gateway that exports nothing takes as long. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final CompletableFuture<String> exported = new CompletableFuture<>();
  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  private final Path directory;
  private final Path mounted;
  private final Tls tls;
  private final HttpClient client;
  private HttpServer collector;
  private ValkeyServer valkey;

  ImageRuntimeIT(@TempDir Path directory) throws Exception {
    this.directory = directory;
    this.mounted = Files.createDirectory(directory.resolve("mounted"));
    this.tls = Tls.make(mounted);
    this.client = HttpClient.newBuilder().sslContext(tls.trusting()).build();
  }

  @BeforeAll
  static void buildImage() {
    Container.buildImage();
  }

  @BeforeEach
  void start() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/",
        exchange -> {
          exported.complete(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    valkey = ValkeyServer.start(directory);
  }

  @AfterEach
  void stop() {
    sandbox.close();
    if (valkey != null) {
      valkey.close();
    }
    if (collector != null) {
      collector.stop(0);
    }
  }

  @Test
  void tlsPeersTracesAndALogInJsonWorkInTheContainer() throws Exception {
    String volume = "--volume=" + mounted + ":" + mounted + ":ro";
    try (Container container = Container.start(sandbox, settings(), volume)) {
      URI ready = container.gateway().management().resolve("/q/health/ready");
      Waiting.until(() -> RunningGateway.isNotDegraded(get(ready).body()));
      HttpResponse<String> list = get(container.gateway().url("/v2/teams"));

      assertThat(list.statusCode()).isEqualTo(200);
      assertThat(list.version()).isEqualTo(Version.HTTP_2);
      assertThat(exported).succeedsWithin(LONGEST).isEqualTo("POST /v1/traces");
      assertThat(container.runHealthCommand()).isEqualTo(new Program.Ending(0, List.of()));

      Program.Ending ending = container.stop();
      assertThat(ending.warnings()).isEmpty();
      assertThat(ending.lines())
          .allSatisfy(line -> assertThat(new ObjectMapper().readTree(line).isObject()).isTrue());
    }
  }

  private Map<String, String> settings() throws IOException {
    Path keys = mounted.resolve("peers.keys");
    Files.writeString(keys, Base64.getEncoder().encodeToString(new byte[32]));
    Map<String, String> settings = new HashMap<>(tls.settings());
    settings.put("quarkus.management.tls-configuration-name", "server");
    settings.put("quarkus.management.port", String.valueOf(Listener.freePort()));
    settings.put("gateway.peers.url", valkey.url().toString());
    settings.put("gateway.peers.key-file", keys.toString());
    settings.put("gateway.traces.endpoint", "http://127.0.0.1:" + collector.getAddress().getPort());
    settings.put("gateway.traces.sampled", "100%");
    settings.put("quarkus.otel.bsp.schedule.delay", "50ms");
    settings.put("gateway.log.format", "json");
    return settings;
  }

  private HttpResponse<String> get(URI url) {
    String bearer = "Bearer " + sandbox.tokens().forUser("user-01");
    return Http.send(client, Http.request(url, bearer), BodyHandlers.ofString());
  }
}
