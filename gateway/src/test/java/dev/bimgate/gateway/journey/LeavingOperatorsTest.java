package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.HeardLog;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawHttp2;
import dev.bimgate.gateway.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of the management port that leave before their response. */
@QuarkusTest
@TestProfile(Deployed.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class LeavingOperatorsTest {

  private static final String PURGE = "/q/gateway/purge";

  @Inject Operator operator;

  @ParameterizedTest
  @ValueSource(strings = {PURGE, "/q/health/live", "/nothing"})
  void aClientThatLeavesAmidABodyIsALineAtDebugAndNoCall(String path) throws Exception {
    double failed = operator.counted("purge", "failed");
    double badBody = operator.counted("purge", "bad_body");
    try (HeardLog log = HeardLog.of("");
        HeardLog gateway = HeardLog.atDebug("dev.bimgate.gateway");
        RawConnection connection = RawConnection.to(operator.url("/"))) {
      connection.send(
          RawConnection.head(
              "POST " + path + " HTTP/1.1",
              "Authorization: Bearer " + Operator.TOKEN,
              "Content-Type: application/json",
              "Content-Length: 14",
              "Expect: 100-continue"));
      assertThat(connection.head().status()).isEqualTo(100);
      connection.send("{\"all\":");
      connection.reset();

      isToldOnce(gateway);
      assertThat(log.thrown()).isEmpty();
    }
    assertThat(operator.counted("purge", "failed")).isEqualTo(failed);
    assertThat(operator.counted("purge", "bad_body")).isEqualTo(badBody);
  }

  @Test
  void aStreamThatIsResetAmidABodyIsALineAtDebugToo() throws Exception {
    try (HeardLog log = HeardLog.of("");
        HeardLog gateway = HeardLog.atDebug("dev.bimgate.gateway");
        RawHttp2 connection = RawHttp2.to(operator.url("/"))) {
      byte[] head =
          RawHttp2.block(
              ":method",
              "POST",
              ":scheme",
              "http",
              ":authority",
              "a",
              ":path",
              PURGE,
              "authorization",
              "Bearer " + Operator.TOKEN,
              "content-type",
              "application/json");
      connection.head(1, false, head).data(1, false, "{\"all\":");
      connection.frame(RawHttp2.RST_STREAM, RawHttp2.NO_FLAG, 1, RawHttp2.number(8));
      assertThat(connection.isAlive()).isTrue();

      isToldOnce(gateway);
      assertThat(log.thrown()).isEmpty();
    }
  }

  private static void isToldOnce(HeardLog gateway) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(gateway.lines())
                    .filteredOn(line -> line.contains("management port"))
                    .hasSize(1));
  }
}
