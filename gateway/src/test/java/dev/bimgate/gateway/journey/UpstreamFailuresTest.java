package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.Gate;
import dev.bimgate.sandbox.wire.RecordedRequest;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients get when Bimplus is away, disconnects, or sends malformed responses. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class UpstreamFailuresTest {

  /** More than any queue on the way holds, so that its sender must wait for its reader. */
  private static final int MANY_BYTES = 200_000_000;

  @Inject Ground ground;

  @TestHTTPResource URI gateway;

  @ParameterizedTest
  @ValueSource(strings = {"/v2/TEAM/projects", "/v2/teams", "/v2/user", "/v2/TEAM/echo"})
  void bimplusAwayIs502OnEveryRoute(String path) {
    ground.sandbox().bimplus().switchOff();

    ground
        .as(Ground.USER)
        .get(path.replace("TEAM", ground.team()))
        .then()
        .statusCode(502)
        .body("type", is("urn:bimgate:problem:upstream-unreachable"));
  }

  @Test
  void aCachedListIsServedWhileBimplusIsAway() {
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    ground.sandbox().bimplus().switchOff();

    ground
        .as(Ground.USER)
        .get(ground.projects())
        .then()
        .statusCode(200)
        .header("Cache-Status", startsWith("bimplus-gateway; hit"));
  }

  @Test
  void failuresAreNotCached() {
    ground.sandbox().bimplus().switchOff();
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(502);
    ground.sandbox().bimplus().switchOn();

    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/TEAM/projects", "/v2/teams"})
  void aTruncatedListIs502AndNotStored(String path) {
    String list = path.replace("TEAM", ground.team());
    ground.sandbox().bimplus().faults().cutBodies(Requests.to(list), 100, 9);
    ground
        .as(Ground.USER)
        .get(list)
        .then()
        .statusCode(502)
        .body("type", is("urn:bimgate:problem:upstream-disconnected"));
    ground.sandbox().bimplus().faults().clear();

    ground
        .as(Ground.USER)
        .get(list)
        .then()
        .statusCode(200)
        .header("Cache-Status", startsWith("bimplus-gateway; fwd=uri-miss"));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void anErrorOfBimplusForAListIsForwardedAndNotStored(int status) {
    ground.sandbox().bimplus().faults().answer(Requests.to(ground.projects()), status, 1);

    ground
        .as(Ground.USER)
        .get(ground.projects())
        .then()
        .statusCode(status)
        .body("error.type", is("Fault"));

    // After a 429 without Retry-After no call of the user is sent for 10 s.
    ground.clock().advance(Duration.ofSeconds(10));
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
  }

  @Test
  void aStreamThatBreaksAfterItsHeadersIsResetAndNeverLooksComplete() throws Exception {
    String path = "/v2/" + ground.team() + "/download?bytes=1000000&seed=1";
    ground
        .sandbox()
        .bimplus()
        .faults()
        .cutBodies(Requests.to("/v2/" + ground.team() + "/download"), 300_000, 1);
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(RawConnection.head("GET " + path + " HTTP/1.1", ground.authorization()));

      RawHead head = connection.head();
      String body = connection.untilClosed();

      assertThat(head.status()).isEqualTo(200);
      assertThat(head.values("Content-Length")).containsExactly("1000000");
      assertThat(body.length()).isLessThan(1_000_000);
    }
  }

  @Test
  void aChunkedStreamThatBreaksNeverGetsItsLastChunk() throws Exception {
    String path = "/v2/" + ground.team() + "/download?bytes=1000000&seed=1&chunked=1";
    ground
        .sandbox()
        .bimplus()
        .faults()
        .cutBodies(Requests.to("/v2/" + ground.team() + "/download"), 300_000, 1);
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(RawConnection.head("GET " + path + " HTTP/1.1", ground.authorization()));

      RawHead head = connection.head();
      String body = connection.untilClosed();

      assertThat(head.values("Transfer-Encoding")).containsExactly("chunked");
      assertThat(body).doesNotEndWith("0\r\n\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/teams", "/v2/user", "/v2/teams/1", "/v2/TEAM"})
  void aTeamResponseThatCannotBeParsedIs502AndNeverTheRawBytes(String path) {
    String target = path.replace("TEAM", ground.team());
    ground.sandbox().bimplus().faults().garble(Requests.to(target), 9);

    String body =
        ground.as(Ground.USER).get(target).then().statusCode(502).extract().body().asString();

    assertThat(body).contains("urn:bimgate:problem:").doesNotContain("unfinished");
  }

  @Test
  void aClientThatLeavesADownloadCancelsItsOwnStreamOnly() throws Exception {
    String mine = "/v2/" + ground.team() + "/download?seed=1&bytes=" + MANY_BYTES;
    Gate gate =
        ground
            .sandbox()
            .bimplus()
            .faults()
            .holdAnswers(request -> request.target().contains("seed=2"));
    try (RawConnection leaving = RawConnection.to(gateway);
        RawConnection staying = RawConnection.to(gateway)) {
      leaving.send(RawConnection.head("GET " + mine + " HTTP/1.1", ground.authorization())).head();
      staying.send(
          RawConnection.head(
              "GET /v2/" + ground.team() + "/download?seed=2&bytes=50 HTTP/1.1",
              ground.authorization()));
      gate.awaitArrivals(1);

      leaving.close();
      ground
          .sandbox()
          .recorder()
          .await(
              request ->
                  request.target().equals(mine)
                      && request.state() == RecordedRequest.State.ABORTED);
      gate.release();

      assertThat(staying.head().status()).isEqualTo(200);
      assertThat(staying.body(50)).hasSize(50);
    }
  }

  @Test
  void aClientThatLeavesALoadCancelsItForNobodyElse() throws Exception {
    Gate gate = ground.sandbox().bimplus().faults().holdAnswers(Requests.to(ground.projects()));
    try (RawConnection leaving = RawConnection.to(gateway)) {
      leaving.send(
          RawConnection.head("GET " + ground.projects() + " HTTP/1.1", ground.authorization()));
      gate.awaitArrivals(1);
    }
    gate.release();
    ground
        .sandbox()
        .recorder()
        .await(
            Requests.to(ground.projects())
                .and(request -> request.state() == RecordedRequest.State.COMPLETED));

    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);

    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
  }

  @Test
  void aReaderThatStopsSlowsBimplusDown() throws Exception {
    String path = "/v2/" + ground.team() + "/download";
    String target = path + "?seed=1&bytes=" + MANY_BYTES;
    try (RawConnection slow = RawConnection.to(gateway)) {
      slow.send(RawConnection.head("GET " + target + " HTTP/1.1", ground.authorization())).head();
      slow.body(1_000);

      // Another response of the same size, read at full speed, shows that time was enough.
      ground.as(Ground.USER).get(path + "?seed=2&bytes=20000000").then().statusCode(200);

      RecordedRequest stopped =
          ground.sandbox().recorder().last(request -> request.target().equals(target));
      assertThat(stopped.answerBytes()).isLessThan(MANY_BYTES / 2);
      assertThat(stopped.state()).isEqualTo(RecordedRequest.State.OPEN);
    }
  }
}
