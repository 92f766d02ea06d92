package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import dev.bimgate.gateway.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads that two servers could read differently: refused, and the connection closed. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class HeadRulesTest {

  @Inject Ground ground;

  @TestHTTPResource URI gateway;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v2/user HTTP/1.1",
        "GET /v2/user HTTP/1.1|Host: a|Host: a",
        "GET /v2/user HTTP/1.1|Host:",
        "GET /v2/user HTTP/1.1|Host: a|Transfer-Encoding: gzip",
        "GET /v2/user HTTP/1.1|Host: a|Transfer-Encoding: gzip, chunked",
        "POST /v2/user HTTP/1.1|Host: a|Transfer-Encoding: chunked|Transfer-Encoding: chunked",
        "POST /v2/user HTTP/1.1|Host: a|Transfer-Encoding: chunked|Content-Length: 5",
        "GET /v2/user#x HTTP/1.1|Host: a"
      })
  void anAmbiguousHeadIs400AndNothingMoreIsReadThere(String head) throws Exception {
    try (RawConnection connection = RawConnection.to(gateway)) {
      String field = "Authorization: Bearer " + ground.token(Ground.USER);
      connection.send(head.replace("|", "\r\n") + "\r\n" + field + "\r\n\r\n");
      connection.send("GET /v2/smuggled HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n");

      RawHead answer = connection.head();
      String rest = connection.untilClosed();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(rest).doesNotContain("HTTP/1.1 ");
    }
    assertThat(ground.calls()).isZero();
  }

  @Test
  void http10NeedsNoHost() throws Exception {
    try (RawConnection connection = RawConnection.to(gateway)) {
      String field = "Authorization: Bearer " + ground.token(Ground.USER);
      connection.send("GET " + ground.projects() + " HTTP/1.0\r\n" + field + "\r\n\r\n");

      assertThat(connection.head().status()).isEqualTo(200);
    }
  }
}
