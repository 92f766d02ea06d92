package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.HeardLog;
import dev.bimgate.gateway.RawHttp2;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.RecordedRequest;
import dev.bimgate.sandbox.wire.Requests;
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

  /** RFC 9113, section 7. */
  private static final int CANCEL = 8;

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

  @Test
  void anUploadThatItsClientResetsIsNoErrorOfTheGateway() throws Exception {
    try (HeardLog log = HeardLog.of("io.quarkus.vertx.core.runtime");
        RawHttp2 connection = RawHttp2.to(gateway)) {
      connection.head(
          1,
          false,
          RawHttp2.block(
              ":method", "PUT",
              ":scheme", "http",
              ":authority", "a",
              ":path", ground.echo(),
              "authorization", "Bearer " + ground.token(Ground.USER)));
      connection.data(1, false, "only the beginning");
      ground.sandbox().recorder().await(Requests.to(ground.echo()));

      connection.frame(RawHttp2.RST_STREAM, RawHttp2.NO_FLAG, 1, RawHttp2.number(CANCEL));

      ground.sandbox().recorder().await(Requests.in(RecordedRequest.State.ABORTED));
      assertThat(log.thrown()).isEmpty();
    }
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
