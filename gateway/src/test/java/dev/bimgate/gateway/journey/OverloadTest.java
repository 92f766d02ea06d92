package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.gateway.token.TokenGateOptions;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** More tokens at once than may wait for verification: one thread here, and one place to wait. */
@QuarkusTest
@TestProfile(OverloadTest.OneAtATime.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class OverloadTest {

  private static final int AT_ONCE = 200;

  /** The bounds of the gate, as small as they can be. */
  public static final class OneAtATime implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
      return Set.of(SmallGate.class);
    }
  }

  @Alternative
  @Singleton
  static class SmallGate {
    @Produces
    @Singleton
    TokenGateOptions options() {
      return new TokenGateOptions(1 << 20, Duration.ofHours(1), 1, 1);
    }
  }

  @Inject Ground ground;

  @TestHTTPResource URI gateway;

  @Test
  void whoFindsNoPlaceGetsRetryAfterAndNoVerifiedCallerWaits() throws Exception {
    String known = ground.token(Ground.USER);
    ground.with("Bearer " + known).get("/v2/teams").then().statusCode(200);

    List<RawConnection> connections = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      connections.add(RawConnection.to(gateway));
    }
    List<String> heads = heads();
    for (int i = 0; i < AT_ONCE; i++) {
      connections.get(i).send(heads.get(i));
    }
    ground.with("Bearer " + known).get("/v2/teams").then().statusCode(200);
    List<RawHead> responses = new ArrayList<>();
    for (RawConnection connection : connections) {
      responses.add(connection.head());
      connection.close();
    }

    assertThat(responses).extracting(RawHead::status).containsOnly(401, 503);
    assertThat(responses)
        .filteredOn(response -> response.status() == 503)
        .allSatisfy(
            response -> {
              assertThat(response.values("Retry-After")).containsExactly("1");
              assertThat(response.values("WWW-Authenticate")).isEmpty();
            });
  }

  /** Each with another token that somebody else has signed. */
  private List<String> heads() {
    List<String> heads = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      String token =
          ground.sandbox().tokens().with(Ground.USER).claim("n", i).wrongSignature().sign();
      heads.add(RawConnection.head("GET /v2/teams HTTP/1.1", "Authorization: Bearer " + token));
    }
    return heads;
  }
}
