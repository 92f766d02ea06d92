package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.RecordedRequest;
import dev.bimgate.sandbox.wire.Requests;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One user's slow downloads take all connections that one user may have. */
@QuarkusTest
@TestProfile(UserSharesTest.SixteenConnections.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class UserSharesTest {

  /** Three eighths of the 13 for calls. */
  private static final int SHARE = 5;

  /** So few connections to Bimplus that a test can hold them. */
  public static final class SixteenConnections implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("bimplus.pool-size", "16", "bimplus.pool-max-wait", "100ms");
    }
  }

  @Inject Ground ground;
  @Inject RequestLines lines;
  @Inject MeterRegistry meters;

  @TestHTTPResource URI gateway;

  private final List<RawConnection> downloads = new ArrayList<>();

  @BeforeEach
  void holdDownloads() throws Exception {
    String path = "/v2/" + ground.team() + "/download";
    ground.sandbox().bimplus().faults().holdBodies(Requests.to(path), 10);
    for (int i = 0; i < SHARE; i++) {
      RawConnection download = RawConnection.to(gateway);
      downloads.add(download);
      download.send(
          RawConnection.head("GET " + path + "?bytes=1000 HTTP/1.1", ground.authorization()));
      assertThat(download.head().status()).isEqualTo(200);
    }
  }

  @AfterEach
  void end() throws Exception {
    for (RawConnection download : downloads) {
      download.close();
    }
    Awaitility.await().until(() -> held() == 0);
  }

  @Test
  void theNextRequestOfThatUserIs429() {
    double before = meters.counter("gateway.limits.refused", "by", "share").count();

    Response rejected = ground.as(Ground.USER).get(ground.echo());

    rejected
        .then()
        .statusCode(429)
        .header("Retry-After", "1")
        .body("type", is("urn:bimgate:problem:too-many-at-once"));
    assertThat(ground.callsTo(ground.echo())).isZero();
    assertThat(lines.of(rejected.header("X-Request-Id"))).contains(" status=429 outcome=limited ");
    assertThat(meters.counter("gateway.limits.refused", "by", "share").count())
        .isEqualTo(before + 1);
    assertThat(held()).isEqualTo(SHARE);
  }

  @Test
  void listsAndRequestsOfOthersAreServed() {
    ground.as(Ground.OTHER_USER).get(ground.projects()).then().statusCode(200);
    ground.as(Ground.OTHER_USER).get(ground.echo()).then().statusCode(200);
    ground.as(Ground.OTHER_USER).post(ground.echo()).then().statusCode(200);
  }

  @Test
  void listsAndWritesOfThatUserAreServedAsWell() {
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    ground.as(Ground.USER).post(ground.echo()).then().statusCode(200);
  }

  @Test
  void onceADownloadHasEndedTheNextRequestIsServed() throws Exception {
    downloads.get(0).close();
    ground.sandbox().recorder().await(Requests.in(RecordedRequest.State.ABORTED));

    ground.as(Ground.USER).get(ground.echo()).then().statusCode(200);
  }

  private double held() {
    return meters.get("gateway.upstream.held").tag("class", "calls").gauge().value();
  }
}
