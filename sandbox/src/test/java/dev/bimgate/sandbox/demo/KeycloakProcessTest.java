package dev.bimgate.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeycloakProcessTest {

  @Test
  void onlyTheAppOfThePageIsConnectedWithIt(@TempDir Path directory) throws IOException {
    JsonObject realm =
        new JsonObject().put("clients", new JsonArray().add(client("app")).add(client("other")));
    URI logout = URI.create("http://127.0.0.1:1/oidc/backchannel-logout");
    try (PageServer page = PageServer.start(directory)) {
      JsonArray clients =
          KeycloakProcess.withPage(realm, "app", page, logout).getJsonArray("clients");

      assertThat(clients.getJsonObject(0).getJsonArray("redirectUris"))
          .containsExactly(page.page().toString());
      assertThat(clients.getJsonObject(0).getJsonArray("webOrigins"))
          .containsExactly(page.origin());
      assertThat(clients.getJsonObject(0).getJsonObject("attributes").getMap())
          .containsEntry("backchannel.logout.url", logout.toString())
          .containsEntry("pkce.code.challenge.method", "S256");
      assertThat(clients.getJsonObject(1)).isEqualTo(client("other"));
    }
  }

  @Test
  void aDirectoryWithoutKeycloakHasNone(@TempDir Path directory) throws IOException {
    Files.createDirectories(directory.resolve("keycloak-1"));

    assertThat(KeycloakProcess.find(directory)).isEmpty();
    assertThat(KeycloakProcess.find(directory.resolve("absent"))).isEmpty();
  }

  private static JsonObject client(String id) {
    return new JsonObject()
        .put("clientId", id)
        .put("redirectUris", new JsonArray().add("http://127.0.0.1/*"))
        .put("webOrigins", new JsonArray().add("+"))
        .put("attributes", new JsonObject().put("pkce.code.challenge.method", "S256"));
  }
}
