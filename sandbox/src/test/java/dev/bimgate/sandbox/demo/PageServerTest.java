package dev.bimgate.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageServerTest {

  private PageServer server;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    Path clients = Files.createDirectories(directory.resolve("clients"));
    Files.createDirectories(clients.resolve("web"));
    Files.writeString(clients.resolve("web/index.html"), "<!doctype html>");
    Files.writeString(clients.resolve("web/app.js"), "start();");
    Files.writeString(directory.resolve("secret.json"), "{}");
    server = PageServer.start(clients);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void thePageIsServedAsHtml() throws Exception {
    HttpResponse<String> page = get(server.page().getPath());

    assertThat(page.body()).isEqualTo("<!doctype html>");
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
  }

  @Test
  void aModuleIsServedAsScript() throws Exception {
    assertThat(get("/web/app.js").headers().firstValue("Content-Type"))
        .hasValue("text/javascript; charset=utf-8");
  }

  @Test
  void thePageLearnsWhereGatewayAndIssuerAre() throws Exception {
    server.connect(URI.create("http://127.0.0.1:1/"), URI.create("http://127.0.0.1:2/r"), "app");

    assertThat(new JsonObject(get("/web/settings.json").body()))
        .isEqualTo(
            new JsonObject()
                .put("gateway", "http://127.0.0.1:1/")
                .put("issuer", "http://127.0.0.1:2/r")
                .put("clientId", "app"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/web/none.js", "/web", "/../secret.json", "/web/%2e%2e/%2e%2e/secret.json"})
  void nothingElseIsServed(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.origin() + path)).build(),
            BodyHandlers.ofString());
  }
}
