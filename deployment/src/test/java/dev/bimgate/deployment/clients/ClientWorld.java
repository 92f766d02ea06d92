package dev.bimgate.deployment.clients;

import dev.bimgate.deployment.Http;
import dev.bimgate.deployment.RunningGateway;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

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
  private final URI clientsCall;

  /**
   * Starts both.
   *
   * @param inFront turns the address of the gateway into the one that clients call, such as that of
   *     a proxy that records
   */
  public ClientWorld(Path directory, UnaryOperator<URI> inFront) {
    // On a busy machine the first response takes longer than the gateway waits for its keys.
    Http.get(URI.create(sandbox.issuerUrl() + "/protocol/openid-connect/certs"));
    gateway = RunningGateway.packaged(sandbox, directory, SETTINGS);
    clientsCall = inFront.apply(gateway.traffic());
  }

  public Sandbox sandbox() {
    return sandbox;
  }

  /** What a client has for the base URL of Bimplus, {@code /v2} included. */
  public URI baseUrl() {
    return URI.create(clientsCall + "/v2");
  }

  /** Removes all lists from the cache. */
  public void purge() {
    HttpResponse<String> purged =
        Http.send(
            Http.request(gateway.management().resolve("/q/gateway/purge"), "Bearer " + ADMIN_TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"all\":true}")),
            BodyHandlers.ofString());
    if (purged.statusCode() != 200) {
      throw new IllegalStateException("not purged: " + purged.body());
    }
  }

  @Override
  public void close() {
    gateway.close();
    sandbox.close();
  }
}
