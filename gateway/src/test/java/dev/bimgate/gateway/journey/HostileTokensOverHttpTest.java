package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.gateway.context.Labels;
import dev.bimgate.gateway.token.HostileTable;
import dev.bimgate.gateway.token.Spoiled;
import dev.bimgate.gateway.token.result.RejectionReason;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole table of hostile tokens, each on a connection of its own. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class HostileTokensOverHttpTest {

  @Inject Ground ground;
  @Inject RequestLines log;

  @TestHTTPResource URI gateway;

  static Stream<Spoiled> hostile() {
    return HostileTable.rows(Instant.now().getEpochSecond());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void isRejectedWithTheSameTextForEachCauseAndNeverForwarded(Spoiled spoiled) throws Exception {
    RawHead response = ask(spoiled);

    boolean outOfForm = spoiled.cause().orElseThrow() == RejectionReason.MALFORMED_FIELD;
    String error = outOfForm ? "invalid_request" : "invalid_token";
    assertThat(response.status()).isEqualTo(outOfForm ? 400 : 401);
    assertThat(response.values("WWW-Authenticate"))
        .hasSize(2)
        .allSatisfy(challenge -> assertThat(challenge).contains("error=\"" + error + "\""));
    assertThat(ground.calls()).isZero();
  }

  @Test
  void theLogHasTheCauseOfEach() throws Exception {
    Map<String, RejectionReason> causes = new HashMap<>();
    for (Spoiled spoiled : hostile().toList()) {
      causes.put(ask(spoiled).values("X-Request-Id").get(0), spoiled.cause().orElseThrow());
    }

    log.await(line -> line.contains(" cause="), causes.size());
    String lines = String.join("\n", log.all()) + "\n";
    assertThat(causes)
        .allSatisfy(
            (id, cause) ->
                assertThat(lines)
                    .containsPattern(" id=" + id + " .* cause=" + Labels.of(cause) + " "));
  }

  private RawHead ask(Spoiled spoiled) throws IOException {
    return RawConnection.ask(
        gateway, "GET /v2/teams HTTP/1.1", "Authorization: Bearer " + made(spoiled));
  }

  private String made(Spoiled spoiled) {
    String[] parts = ground.token(Ground.USER).split("\\.", -1);
    String token =
        ground
            .sandbox()
            .tokens()
            .with(Ground.USER)
            .rawHeader(spoiled.header().apply(text(parts[0])))
            .rawPayload(spoiled.payload().apply(text(parts[1])))
            .sign();
    return spoiled.token().apply(token);
  }

  private static String text(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }
}
