package dev.bimgate.deployment.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.Http;
import dev.bimgate.deployment.Program;
import dev.bimgate.deployment.RunningGateway;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * A sandbox, and the packaged gateway in front of it with its defaults, for clients of all kinds.
 * Web pages on loopback origins may call.
 */
public final class ClientWorld implements AutoCloseable {

  private static final String ADMIN_TOKEN = "operator-of-the-client-world-0123456789";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "quarkus.http.cors.enabled", "true",
          "quarkus.http.cors.origins", "/http://127[.]0[.]0[.]1:[0-9]+/",
          "gateway.admin.token", ADMIN_TOKEN);

  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  private final RunningGateway gateway;
  private final Recorder recorder;
  private final Path directory;

  /** Starts both, and a recorder that clients call. */
  public ClientWorld(Path directory) {
    this.directory = directory;
    // On a busy machine the first response takes longer than the gateway waits for its keys.
    Http.get(URI.create(sandbox.issuerUrl() + "/protocol/openid-connect/certs"));
    gateway = RunningGateway.packaged(sandbox, directory, SETTINGS);
    recorder = new Recorder(gateway.traffic());
  }

  public Sandbox sandbox() {
    return sandbox;
  }

  /** What a client has for the base URL of Bimplus, {@code /v2} included. */
  public URI baseUrl() {
    return URI.create(recorder.url() + "/v2");
  }

  /** Removes all lists from the cache. */
  public void purge() {
    gateway.purge(ADMIN_TOKEN, false);
  }

  /** Each response was as docs/openapi.yaml has it, and each JSON body is JSON by itself. */
  void assertAsDocumented() throws IOException {
    assertThat(new OpenApiTraffic(recorder.exchanges()).findings()).isEmpty();
    Program.Ending lint = JsonLint.check(recorder.exchanges(), directory);
    assertThat(lint.exitCode()).as("%s", lint).isZero();
  }

  @Override
  public void close() {
    recorder.close();
    gateway.close();
    sandbox.close();
  }
}
