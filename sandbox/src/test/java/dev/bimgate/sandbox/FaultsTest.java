package dev.bimgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bimgate.sandbox.wire.FaultKind;
import dev.bimgate.sandbox.wire.Faults;
import dev.bimgate.sandbox.wire.Gate;
import dev.bimgate.sandbox.wire.RecordedRequest;
import dev.bimgate.sandbox.wire.Requests;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FaultsTest extends SandboxTest {

  private String list = "";

  @BeforeEach
  void nameTheList() {
    list = "/" + team + "/projects";
  }

  @Test
  void statusIsAnsweredSoManyTimes() {
    faults().answer(Requests.to("/v2" + list), 503, 2);

    assertThat(client.get("/teams", token).statusCode()).isEqualTo(200);
    assertThat(client.get(list, token).statusCode()).isEqualTo(503);
    assertThat(client.get(list, token).statusCode()).isEqualTo(503);
    assertThat(client.get(list, token).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource
  void aWrongParameterIsAnErrorWithTheReason(
      FaultKind kind, String name, Object value, String reason) {
    assertThatThrownBy(() -> kind.with(name, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(reason);
  }

  static Stream<Arguments> aWrongParameterIsAnErrorWithTheReason() {
    return Stream.of(
        arguments(FaultKind.DROP, "x", 1, "drop has no parameter x"),
        arguments(FaultKind.STATUS, "status", 1_000, "status is 0 to 999"),
        arguments(FaultKind.STATUS, "status", "500", "status is a whole number"),
        arguments(FaultKind.STATUS, "fields", "a", "fields is an object of texts"),
        arguments(FaultKind.HANG, "readsBody", 1, "readsBody is true or false"));
  }

  @Test
  void writeThatWasAnsweredInsteadChangedNothing() {
    long before = sandbox.bimplus().projectsVersion(team);
    faults().answer(Requests.to("POST", "/v2" + list), 500, 1);

    client.send("POST", list, token, "{}");

    assertThat(sandbox.bimplus().projectsVersion(team)).isEqualTo(before);
  }

  @Test
  void heldAnswerShowsTheStateOfWhenItsRequestCame() throws Exception {
    Gate gate = faults().holdAnswers(Requests.to("GET", "/v2" + list));
    CompletableFuture<HttpResponse<String>> held = client.start(list, token);
    gate.awaitArrivals(1);
    long before = sandbox.bimplus().projectsVersion(team);
    client.send("POST", list, token, "{}");
    assertThat(held).isNotDone();

    gate.release();

    assertThat(version(held.get(10, TimeUnit.SECONDS))).isEqualTo(before);
    assertThat(version(client.get(list, token))).isEqualTo(before + 1);
  }

  @Test
  void heldRequestSeesTheStateOfWhenItIsLetGo() throws Exception {
    Gate gate = faults().holdRequests(Requests.to("GET", "/v2" + list));
    CompletableFuture<HttpResponse<String>> held = client.start(list, token);
    gate.awaitArrivals(1);
    client.send("POST", list, token, "{}");
    long now = sandbox.bimplus().projectsVersion(team);

    gate.release();

    assertThat(version(held.get(10, TimeUnit.SECONDS))).isEqualTo(now);
  }

  @Test
  void heldBodyEndsOnceItIsLetGo() throws Exception {
    Gate gate = faults().holdBodies(Requests.to("/v2" + list), 10);
    CompletableFuture<HttpResponse<String>> held = client.start(list, token);
    gate.awaitArrivals(1);
    RecordedRequest request = sandbox.recorder().last(Requests.to("/v2" + list));
    assertThat(request.answerBytes()).isEqualTo(10);
    assertThat(request.state()).isEqualTo(RecordedRequest.State.OPEN);

    gate.release();

    assertThat(version(held.get(10, TimeUnit.SECONDS))).isPositive();
    assertThat(request.answerBytes()).isGreaterThan(10);
  }

  @Test
  void cutBodyBreaksOffAfterSoManyBytes() {
    faults().cutBodies(Requests.to("/v2" + list), 25, 1);

    assertThatThrownBy(() -> client.get(list, token)).hasCauseInstanceOf(IOException.class);
    RecordedRequest request = sandbox.recorder().last(Requests.to("/v2" + list));
    sandbox.recorder().awaitEnd(request, Duration.ofSeconds(10));
    assertThat(request.answerBytes()).isEqualTo(25);
    assertThat(request.state()).isEqualTo(RecordedRequest.State.ABORTED);
    assertThat(client.get(list, token).statusCode()).isEqualTo(200);
  }

  @Test
  void cutBodyOfADownloadBreaksOffToo() {
    String path = "/" + team + "/download?bytes=1000000&chunked=1";
    faults().cutBodies(Requests.to("/v2/" + team + "/download"), 300_000, 1);

    assertThatThrownBy(() -> client.bytes(path, token)).hasCauseInstanceOf(IOException.class);
    assertThat(sandbox.recorder().last(Requests.under("/v2")).answerBytes()).isEqualTo(300_000);
  }

  @Test
  void garbledBodyIsNoJson() {
    faults().garble(Requests.to("/v2/teams"), 1);

    HttpResponse<String> answer = client.get("/teams", token);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).get().asString().contains("json");
    assertThatThrownBy(() -> new JsonArray(answer.body()));
  }

  @Test
  void droppedRequestGetsNoAnswer() {
    faults().drop(Requests.to("/v2/" + team + "/upload"), 1);

    assertThatThrownBy(() -> client.send("POST", "/" + team + "/upload", token, "x"))
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void issuerHasFaultsOfItsOwn() {
    sandbox.issuer().faults().answer(Requests.to(IssuerRoutes.TOKEN_PATH), 500, 1);

    assertThat(client.form("grant_type", "password").statusCode()).isEqualTo(500);
    assertThat(client.form("grant_type", "password").statusCode()).isEqualTo(401);
  }

  @Test
  void openGateHoldsNobodyBack() {
    faults().holdAnswers(Requests.to("/v2/teams")).release();
    faults().answer(Requests.to("/v2/teams"), 503, 1);

    assertThat(client.get("/teams", token).statusCode()).isEqualTo(503);
  }

  private Faults faults() {
    return sandbox.bimplus().faults();
  }

  private static long version(HttpResponse<String> answer) {
    return new JsonArray(answer.body()).getJsonObject(0).getLong("version");
  }
}
