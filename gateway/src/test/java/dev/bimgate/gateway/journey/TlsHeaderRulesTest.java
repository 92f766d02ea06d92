package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.gateway.protocol.HeadCases.HeadCase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same rules as without TLS, after decryption. */
@QuarkusTest
@TestProfile(Deployed.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class TlsHeaderRulesTest {

  @Inject Ground ground;

  @TestHTTPResource(value = "/", tls = true)
  URI gateway;

  @ParameterizedTest
  @MethodSource("dev.bimgate.gateway.protocol.HeadCases#heads")
  void anAmbiguousRequestIsRejectedAndNothingMoreIsRead(HeadCase attack) throws Exception {
    try (RawConnection connection = RawConnection.toTls(gateway)) {
      new Attack(ground, connection).isRefusedInWords(attack);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.bimgate.gateway.protocol.HeadCases#chunks")
  void anAmbiguousBodyIsRejectedAndNothingMoreIsRead(HeadCase attack) throws Exception {
    ground.as(Ground.USER).get("/v2/user").then().statusCode(200);
    try (RawConnection connection = RawConnection.toTls(gateway)) {
      new Attack(ground, connection).isRefusedInTheMiddle(attack);
    }
  }

  @Test
  void thePrefaceOfHttp2IsMalformedWhereHttp11WasNegotiated() throws Exception {
    try (RawConnection connection = RawConnection.toTls(gateway)) {
      RawHead response = connection.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").head();

      assertThat(response.status()).isEqualTo(400);
    }
  }
}
