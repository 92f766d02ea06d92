package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.gateway.protocol.HeadCases.HeadCase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that two servers could read differently: rejected, and the connection closed. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class HeaderRulesTest {

  @Inject Ground ground;
  @Inject RequestLines lines;

  @TestHTTPResource URI gateway;

  @TestHTTPResource(value = "/", management = true)
  URI management;

  @ParameterizedTest
  @MethodSource("dev.bimgate.gateway.protocol.HeadCases#heads")
  void anAmbiguousRequestIsRejectedAndNothingMoreIsRead(HeadCase attack) throws Exception {
    try (RawConnection connection = RawConnection.to(gateway)) {
      new Attack(ground, connection).isRefusedInWords(attack);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.bimgate.gateway.protocol.HeadCases#chunks")
  void anAmbiguousBodyIsRejectedAndNothingMoreIsRead(HeadCase attack) throws Exception {
    // So that the upstream request has begun when the body turns out to be malformed.
    ground.as(Ground.USER).get("/v2/user").then().statusCode(200);
    try (RawConnection connection = RawConnection.to(gateway)) {
      new Attack(ground, connection).isRefusedInTheMiddle(attack);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.bimgate.gateway.protocol.SoundCases#all")
  void aRareButValidRequestIsServedAndSoIsTheOneBehindIt(String sound) throws Exception {
    try (RawConnection connection = RawConnection.to(gateway)) {
      String auth = ground.authorization() + "\r\n";
      String last =
          RawConnection.head("GET " + ground.projects() + " HTTP/1.1", "Connection: close")
              .replace("\r\n\r\n", "\r\n" + auth + "\r\n");

      connection.send(sound.replace("{auth}", auth) + last);
      RawHead first = connection.head();
      String rest = connection.untilClosed();

      // The sandbox rejects some: it does not know every method, and accepts less than 16 KB.
      assertThat(first.values("Content-Type")).doesNotContain("application/problem+json");
      boolean persistent = !sound.contains("HTTP/1.0");
      assertThat(rest.contains("HTTP/1.1 200 OK")).isEqualTo(persistent);
    }
  }

  @Test
  void theManagementPortParsesAsStrictly() throws Exception {
    try (RawConnection connection = RawConnection.to(management)) {
      connection.send("GET /q/health/live HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n");

      RawHead response = connection.head();

      assertThat(response.status()).isEqualTo(400);
      assertThat(connection.untilClosed()).contains("urn:bimgate:problem:malformed-request");
    }
  }

  @Test
  void aMalformedRequestIsLoggedWithItsCause() throws Exception {
    RawHead response = RawConnection.ask(gateway, "GET /v2/user HTTP/1.1", "X : a");

    assertThat(lines.of(response.values("X-Request-Id").get(0)))
        .contains("status=400", "outcome=refused_request", "cause=field_name");
  }

  @Test
  void aMalformedRequestIsCountedByItsCause() throws Exception {
    double before = counted("chunk") + counted("line_end");

    RawConnection.ask(gateway, "GET /v2/user HTTP/1.1\nX: a");
    try (RawConnection connection = RawConnection.to(gateway)) {
      String auth = ground.authorization();
      String coding = "Transfer-Encoding: chunked";
      connection.send(RawConnection.head("POST /v2/user HTTP/1.1", auth, coding) + "x");
      connection.untilClosed();
    }

    assertThat(counted("chunk") + counted("line_end")).isEqualTo(before + 2);
  }

  @Test
  void aResponseComesBeforeTheRejectionOfTheRequestBehindIt() throws Exception {
    try (RawConnection connection = RawConnection.to(gateway)) {
      String auth = ground.authorization();
      String sound = RawConnection.head("GET " + ground.projects() + " HTTP/1.1", auth);

      connection.send(sound + sound + "GET / HTTP/1.1\r\nHost : a\r\n\r\n" + sound);
      String responses = connection.untilClosed();

      assertThat(responses.split("HTTP/1.1 200 OK", -1)).hasSize(3);
      assertThat(responses.split("HTTP/1.1 400 Bad Request", -1)).hasSize(2);
      assertThat(responses.lastIndexOf("HTTP/1.1 400"))
          .isEqualTo(responses.lastIndexOf("HTTP/1.1 "));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void aMalformedBodyIsReportedToItsOwnRequestAndNotToTheOneInFront(String method)
      throws Exception {
    try (RawConnection connection = RawConnection.to(gateway)) {
      String auth = ground.authorization();
      String coding = "Transfer-Encoding: chunked";
      String echo = ground.echo();
      String sound =
          method.equals("GET")
              ? RawConnection.head("GET " + echo + " HTTP/1.1", auth)
              : RawConnection.head("POST " + echo + " HTTP/1.1", auth, coding)
                  + "1\r\na\r\n0\r\n\r\n";

      connection.send(
          sound + RawConnection.head("POST " + echo + " HTTP/1.1", auth, coding) + "1 \r\na\r\n");
      String responses = connection.untilClosed();

      assertThat(responses).startsWith("HTTP/1.1 200");
      assertThat(responses.split("HTTP/1.1 400 Bad Request", -1)).hasSize(2);
      assertThat(responses.lastIndexOf("HTTP/1.1 400"))
          .isEqualTo(responses.lastIndexOf("HTTP/1.1 "));
    }
  }

  @Test
  void hundredsOfRequestsThatWaitForOneAllGetResponses() throws Exception {
    int waiting = 2_000;
    String auth = ground.authorization();
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(RawConnection.head("GET " + ground.projects() + " HTTP/1.1", auth));
      connection.send(RawConnection.head("OPTIONS * HTTP/1.1").repeat(waiting));
      connection.send(RawConnection.head("OPTIONS * HTTP/1.1", "Connection: close"));

      assertThat(connection.untilClosed().split("HTTP/1.1 204", -1)).hasSize(waiting + 2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: {length}\r\n\r\n{request}",
        "Transfer-Encoding: chunked\r\n\r\n{size}\r\n{request}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n1;x=\"{quoted}\"\r\na\r\n0\r\n\r\n",
        "X: {quoted}\r\nContent-Length: 0\r\n\r\n"
      })
  void aRequestWithinABodyOrAHeaderIsNoRequest(String form) throws Exception {
    String auth = ground.authorization();
    String request = RawConnection.head("GET " + Attack.SMUGGLED + " HTTP/1.1", auth);
    String upload =
        form.replace("{length}", String.valueOf(request.length()))
            .replace("{size}", Integer.toHexString(request.length()))
            .replace("{quoted}", "GET " + Attack.SMUGGLED + " HTTP/1.1")
            .replace("{request}", request);
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send("POST /v2/user HTTP/1.1\r\nHost: a\r\n" + auth + "\r\n" + upload);
      connection.send(RawConnection.head("GET /v2/teams HTTP/1.1", auth, "Connection: close"));

      assertThat(connection.untilClosed().split("HTTP/1.1 ", -1)).hasSize(3);
    }
    assertThat(ground.callsTo(Attack.SMUGGLED)).isZero();
    assertThat(ground.callsTo("/v2/teams")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "close",
        "CLOSE",
        "keep-alive, close",
        "close,x",
        "x\t,\tClose",
        ", close",
        "x\r\nConnection: y, close"
      })
  void whatComesAfterAResponseThatClosesIsNotRead(String options) throws Exception {
    try (RawConnection connection = RawConnection.to(gateway)) {
      String auth = ground.authorization();
      connection.send(RawConnection.head("GET /v2/teams HTTP/1.1", auth, "Connection: " + options));
      connection.send(RawConnection.head("GET " + Attack.SMUGGLED + " HTTP/1.1", auth));

      assertThat(connection.untilClosed().split("HTTP/1.1 ", -1)).hasSize(2);
    }
    assertThat(ground.callsTo(Attack.SMUGGLED)).isZero();
  }

  @Test
  void anUpgradeIsIgnoredAndTheConnectionGoesOn() throws Exception {
    try (RawConnection connection = RawConnection.to(gateway)) {
      String auth = ground.authorization();
      connection.send(
          RawConnection.head(
              "HEAD " + ground.projects() + " HTTP/1.1",
              auth,
              "Connection: Upgrade, HTTP2-Settings",
              "Upgrade: h2c",
              "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA"));
      assertThat(connection.head().status()).isEqualTo(200);

      connection.send(RawConnection.head("GET " + ground.projects() + " HTTP/1.1 ", auth));

      assertThat(connection.head().status()).isEqualTo(400);
    }
  }

  @Test
  void theResponseToARejectedHeadRequestHasNoBody() throws Exception {
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send("HEAD /v2/user HTTP/1.1\r\n\r\n");

      assertThat(connection.head().status()).isEqualTo(400);
      assertThat(connection.untilClosed()).isEmpty();
    }
  }

  @Test
  void http10NeedsNoHost() throws Exception {
    try (RawConnection connection = RawConnection.to(gateway)) {
      String field = ground.authorization();
      connection.send("GET " + ground.projects() + " HTTP/1.0\r\n" + field + "\r\n\r\n");

      assertThat(connection.head().status()).isEqualTo(200);
    }
  }

  private double counted(String cause) throws Exception {
    try (RawConnection connection = RawConnection.to(management)) {
      connection.send(RawConnection.head("GET /q/metrics HTTP/1.1", "Connection: close"));
      String start = "gateway_heads_refused_total{cause=\"" + cause + "\"";
      return connection
          .untilClosed()
          .lines()
          .filter(line -> line.startsWith(start))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .sum();
    }
  }
}
