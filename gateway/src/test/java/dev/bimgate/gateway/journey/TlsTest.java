package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawHttp2;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.gateway.StreamClient;
import dev.bimgate.gateway.StreamClient.Answer;
import dev.bimgate.sandbox.Download;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that speak TLS: HTTP/1.1, and HTTP/2 by ALPN. */
@QuarkusTest
@TestProfile(Deployed.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class TlsTest {

  private static final int LENGTH = 3_000_000;
  private static final Download CONTENT = new Download(12, LENGTH);

  @Inject Ground ground;
  @Inject Vertx vertx;

  @TestHTTPResource(value = "/", tls = true)
  URI gateway;

  @ParameterizedTest
  @EnumSource(
      value = HttpVersion.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void aDownloadComesWhole(HttpVersion version) {
    try (StreamClient client = client(version)) {
      Answer response = client.get("/v2/" + ground.team() + "/download?seed=12&bytes=" + LENGTH);

      assertThat(response.head().version()).isEqualTo(version);
      assertThat(response.body()).isEqualTo(CONTENT.bytes(0, LENGTH));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = HttpVersion.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void anUploadArrivesWhole(HttpVersion version) {
    try (StreamClient client = client(version)) {
      Answer response =
          client.send(
              HttpMethod.PUT, "/v2/" + ground.team() + "/upload", CONTENT.bytes(0, LENGTH), false);

      assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains(CONTENT.sha256());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = HttpVersion.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void aListIsServedFromTheCacheTheSecondTime(HttpVersion version) {
    try (StreamClient client = client(version)) {
      client.get(ground.projects());

      assertThat(client.get(ground.projects()).head().getHeader("Cache-Status")).contains("; hit");
    }
  }

  @Test
  void malformedHeadersAreRejectedOnTheirStreamAlone() throws Exception {
    String[] good = {
      ":method", "GET",
      ":scheme", "https",
      ":authority", "localhost",
      ":path", ground.projects(),
      "authorization", "Bearer " + ground.token(Ground.USER)
    };
    String[] bad = Arrays.copyOf(good, good.length + 2);
    bad[good.length] = "x y";
    bad[good.length + 1] = "a\r\nb: c";
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      connection.head(1, true, RawHttp2.block(bad));
      connection.head(3, true, RawHttp2.block(good));

      assertThat(connection.ended(1).reset()).isEqualTo(RawHttp2.PROTOCOL_ERROR);
      assertThat(connection.ended(3).status()).isEqualTo(200);
    }
  }

  private StreamClient client(HttpVersion version) {
    return new StreamClient(vertx, gateway, version, "Bearer " + ground.token(Ground.USER));
  }
}
