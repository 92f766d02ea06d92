package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The one line that each request leaves. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class RequestLogTest {

  @Inject Ground ground;
  @Inject RequestLines log;

  @TestHTTPResource URI gateway;

  @Test
  void aMissHasBimplussIdAndTheBudgetLeft() {
    Response response = ground.as(Ground.USER).get(ground.projects());

    String remaining = response.getHeader("X-RateLimit-Remaining");
    assertThat(lineOf(response))
        .contains(" method=GET path=" + ground.projects() + " route=projects status=200")
        .contains(" outcome=upstream lookup=miss ")
        .contains(" upstream_id=" + response.getHeader("X-Upstream-Request-Id") + " ")
        .contains(" remaining=" + remaining)
        .contains(" user=" + ground.sandbox().tokens().subjectOf(Ground.USER))
        .contains(" app=bimplus-portal");
  }

  @Test
  void aHitHasNothingOfAnUpstreamRequest() {
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);

    Response response = ground.as(Ground.USER).get(ground.projects());

    assertThat(lineOf(response))
        .contains(" outcome=cached lookup=hit ")
        .doesNotContain("upstream_id=")
        .doesNotContain("remaining=");
  }

  @Test
  void anyOtherRequestHasBimplussOwnId() {
    Response response = ground.as(Ground.USER).get(ground.echo());

    assertThat(lineOf(response))
        .contains(" route=passthrough status=200 outcome=upstream ")
        .contains(" upstream_id=" + response.getHeader("X-Upstream-Request-Id") + " ");
  }

  @Test
  void aRejectedPathIsNotRepeated() {
    Response response = ground.as(Ground.USER).get("/v2/a;token=secret");

    assertThat(lineOf(response))
        .contains(" route=none status=400 outcome=refused_request cause=path_parameter ")
        .doesNotContain("secret");
  }

  @Test
  void aRejectedTokenIsLoggedWithPathAndCauseButNobodyIsNamed() {
    String foreign = ground.sandbox().tokens().with(Ground.USER).wrongSignature().sign();

    Response response = ground.with("Bearer " + foreign).get(ground.projects());

    assertThat(lineOf(response))
        .contains(" method=GET path=" + ground.projects() + " ")
        .contains(" status=401 outcome=refused_credential cause=bad_signature ")
        .contains(" client=127.0.0.1 ")
        .doesNotContain(" user=", " app=");
  }

  @Test
  void theClientsAddressIsThatOfItsConnectionWhateverTheRequestClaims() {
    String claimed = "203.0.113.7";
    Response noPath = ground.plain().get("/elsewhere");
    Response noToken = ground.plain().header("X-Forwarded-For", claimed).get("/v2/teams");
    Response served = ground.as(Ground.USER).header("X-Forwarded-For", claimed).get("/v2/teams");

    assertThat(List.of(lineOf(noPath), lineOf(noToken), lineOf(served)))
        .allSatisfy(
            line -> assertThat(line).contains(" client=127.0.0.1 ").doesNotContain(claimed));
  }

  @Test
  void theUserAgentIsLoggedButNoTokenInIt() {
    String token = ground.token(Ground.USER);
    Response browser =
        ground.as(Ground.USER).header("User-Agent", "Viewer/1.2 (X11; \"Linux\")").get("/v2/teams");
    Response hostile = ground.as(Ground.USER).header("User-Agent", "a " + token).get("/v2/teams");
    Response cut =
        ground
            .as(Ground.USER)
            .header("User-Agent", "b ".repeat(120) + token.repeat(3))
            .get("/v2/teams");

    assertThat(lineOf(browser)).contains(" user_agent=Viewer/1.2_(X11;__Linux_)");
    assertThat(lineOf(hostile)).contains(" user_agent=a__").doesNotContain(token.substring(0, 32));
    assertThat(lineOf(cut)).endsWith(" user_agent=" + "b_".repeat(120));
  }

  @Test
  void theTraceOfTheSenderIsLoggedThoughNothingIsRecorded() {
    String trace = "0af7651916cd43dd8448eb211c80319c";

    Response response =
        ground
            .as(Ground.USER)
            .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
            .get("/v2/teams");

    assertThat(lineOf(response)).endsWith(" trace=" + trace);
    assertThat(lineOf(ground.as(Ground.USER).get("/v2/teams"))).doesNotContain(" trace=");
  }

  @Test
  void aFailureOfBimplusIsLogged() {
    ground.sandbox().bimplus().switchOff();

    Response response = ground.as(Ground.USER).get(ground.projects());

    assertThat(lineOf(response)).contains(" status=502 outcome=upstream_unreachable ");
  }

  @Test
  void aClientThatLeavesIsLogged() throws Exception {
    var gate = ground.sandbox().bimplus().faults().holdAnswers(Requests.to("/v2/user"));
    try (RawConnection leaving = RawConnection.to(gateway)) {
      leaving.send(RawConnection.head("GET /v2/user HTTP/1.1", ground.authorization()));
      gate.awaitArrivals(1);
    }

    String line = log.await(entry -> entry.contains(" path=/v2/user "));
    gate.release();

    assertThat(line).contains(" outcome=client_gone ", " client=127.0.0.1");
  }

  @Test
  void eachRequestLeavesOneLine() {
    List<String> ids =
        List.of(
            ground.plain().get("/v2/teams").getHeader("X-Request-Id"),
            ground.as(Ground.USER).get("/v2/teams").getHeader("X-Request-Id"),
            ground.as(Ground.USER).head("/v2/teams").getHeader("X-Request-Id"),
            ground.as(Ground.USER).get("/nothing").getHeader("X-Request-Id"));

    ids.forEach(log::of);

    assertThat(log.all())
        .filteredOn(line -> ids.stream().anyMatch(id -> line.contains(" id=" + id + " ")))
        .hasSize(4);
  }

  private String lineOf(Response response) {
    return log.of(response.getHeader("X-Request-Id"));
  }
}
