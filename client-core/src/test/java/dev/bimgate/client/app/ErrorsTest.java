package dev.bimgate.client.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bimgate.sandbox.wire.Requests;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of any resource, and how calls fail. */
class ErrorsTest extends SandboxFixture {

  private static final String PROBLEM =
      "{\"type\":\"urn:bimgate:problem:overloaded\",\"title\":\"The gateway has reached a limit\"}";

  @Test
  void aProblemOfTheGatewayHasItsTypeAndWhenToRetry() {
    respond(
        Requests.to("/v2/teams"),
        503,
        JsonObject.of(
            "Content-Type", "application/problem+json", "Retry-After", "7", "X-Request-Id", "id-1"),
        PROBLEM);

    BimplusException failed = failureOf(() -> bimplus().teams());

    assertThat(failed.status()).isEqualTo(503);
    assertThat(failed.problemType()).isEqualTo("urn:bimgate:problem:overloaded");
    assertThat(failed.retryAfter()).hasSeconds(7);
    assertThat(failed.requestId()).isEqualTo("id-1");
    assertThat(failed).hasMessageContaining("503: The gateway has reached a limit");
  }

  @Test
  void anErrorOfBimplusHasNoProblemType() {
    sandbox.bimplus().faults().answer(Requests.to("/v2/teams"), 500, 1);

    BimplusException failed = failureOf(() -> bimplus().teams());

    assertThat(failed.status()).isEqualTo(500);
    assertThat(failed.problemType()).isNull();
    assertThat(failed).hasMessageNotContaining("on purpose");
  }

  @Test
  void aCallWithoutAResponseHasNoStatus() {
    sandbox.bimplus().switchOff();

    BimplusException failed = failureOf(() -> bimplus().teams());

    assertThat(failed.status()).isZero();
    assertThat(failed).hasMessage("Bimplus cannot be reached.");
  }

  @Test
  void aChunkThatFailsFailsTheStreamOfAll() {
    sandbox
        .bimplus()
        .faults()
        .answer(one -> one.target().endsWith("projects?chunkSize=3&chunk=1"), 500, 1);

    BimplusException failed = failureOf(() -> bimplus().allProjects(team, 3).forEach(one -> {}));

    assertThat(failed.status()).isEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"secret\":1}", "null", "[null]", "[1]", "[]x", ""})
  void aListThatIsNoListFailsWithoutShowingIt(String body) {
    respond(Requests.to("/v2/teams"), 200, new JsonObject(), body);

    BimplusException failed = failureOf(() -> bimplus().teams());

    assertThat(failed).hasMessage("The list is no JSON array of objects").hasNoCause();
  }

  @Test
  void aCallIsMadeAgainWithAnotherTokenAfterA401() {
    String expired = sandbox.tokens().with(USER).wrongSignature().sign();
    String renewed = sandbox.tokens().forUser(USER);
    TokenSupplier tokens =
        rejected -> TokenSupplier.of(expired.equals(rejected) ? renewed : expired).token(null);

    assertThat(bimplus(tokens).teams().items()).isNotEmpty();
  }

  @Test
  void aCallIsMadeAgainOnceOnly() {
    AtomicInteger number = new AtomicInteger();
    TokenSupplier tokens =
        rejected -> TokenSupplier.of("token-" + number.incrementAndGet()).token(null);

    BimplusException failed = failureOf(() -> bimplus(tokens).teams());

    assertThat(failed.status()).isEqualTo(401);
    assertThat(number).hasValue(2);
  }

  @Test
  void aTokenThatCannotBeReplacedIsNotTriedTwice() {
    BimplusException failed = failureOf(() -> bimplus(TokenSupplier.of("no-token")).teams());

    assertThat(failed.status()).isEqualTo(401);
    assertThat(sandbox.recorder().count(Requests.to("/v2/teams"))).isEqualTo(1);
  }

  @Test
  void anyOtherCallHasTheToken() {
    ApiRequest creation =
        ApiRequest.of("POST", "/" + team + "/projects")
            .withBody("application/json", "{\"name\":\"Mill\"}".getBytes(StandardCharsets.UTF_8));

    ApiResponse created = bimplus().send(creation);

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.text()).contains("Mill");
    assertThat(bimplus().projects(team).items()).anyMatch(one -> one.name().equals("Mill"));
  }

  @Test
  void aFileIsStreamed(@TempDir Path directory) throws Exception {
    Path file = Files.write(directory.resolve("house.ifc"), new byte[300_000]);

    bimplus().send(ApiRequest.of("PUT", "/" + team + "/upload").withFile("application/ifc", file));

    assertThat(sandbox.recorder().last(Requests.to("/v2/" + team + "/upload")).bodyLength())
        .isEqualTo(300_000);
  }

  private static BimplusException failureOf(Runnable call) {
    return catchThrowableOfType(BimplusException.class, call::run);
  }
}
