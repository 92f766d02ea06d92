package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that speak HTTP/2 without TLS, by prior knowledge. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class Http2Test {

  @Inject Ground ground;
  @Inject Vertx vertx;
  @TestHTTPResource URI gateway;

  private HttpClient client;

  @BeforeEach
  void connect() {
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setDefaultHost(gateway.getHost())
                .setDefaultPort(gateway.getPort()));
  }

  @AfterEach
  void disconnect() throws Exception {
    client.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void aListIsServedFromTheCacheTheSecondTime() throws Exception {
    String first = request(HttpMethod.GET, ground.projects(), null).getHeader("Cache-Status");
    String second = request(HttpMethod.GET, ground.projects(), null).getHeader("Cache-Status");

    assertThat(first).contains("fwd=uri-miss");
    assertThat(second).contains("; hit");
  }

  @Test
  void aGetWithoutABodyIsForwardedWithoutOne() throws Exception {
    int status = request(HttpMethod.GET, ground.echo(), null).statusCode();

    assertThat(status).isEqualTo(200);
    assertThat(ground.lastCall().bodyLength()).isZero();
    assertThat(ground.lastCall().fieldValues("transfer-encoding")).isEmpty();
  }

  @Test
  void aBodyIsForwardedWhole() throws Exception {
    int status = request(HttpMethod.POST, ground.echo(), Buffer.buffer("hello")).statusCode();

    assertThat(status).isEqualTo(200);
    assertThat(ground.lastCall().bodyLength()).isEqualTo(5);
  }

  private HttpClientResponse request(HttpMethod method, String path, @Nullable Buffer body)
      throws Exception {
    return client
        .request(method, path)
        .compose(
            request -> {
              request.putHeader("Authorization", "Bearer " + ground.token(Ground.USER));
              return body == null ? request.send() : request.send(body);
            })
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }
}
