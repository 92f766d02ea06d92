package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawUpstream;
import dev.bimgate.gateway.RawUpstreamResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Bimplus that is slow with a list. */
@QuarkusTest
@TestProfile(ListTimeoutTest.Impatient.class)
@WithTestResource(RawUpstreamResource.class)
@SuppressWarnings("NullAway.Init")
class ListTimeoutTest {

  /** Three seconds for a connection, of which there is one, and less than six for a list. */
  public static final class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("bimplus.pool-max-wait", "3s", "bimplus.list-timeout", "5900ms");
    }
  }

  private static final String NOT_MODIFIED = "HTTP/1.1 304 Not Modified\r\nETag: \"b\"\r\n\r\n";
  private static final String LIST =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]";

  private final RawUpstream bimplus = RawUpstreamResource.upstream();
  private final CountDownLatch responsesFirst = new CountDownLatch(1);
  private final CountDownLatch responsesAnew = new CountDownLatch(1);

  @Inject Ground ground;

  @TestHTTPResource URI gateway;

  /** A wait for the only connection takes three seconds of each of the two requests. */
  @Test
  @Timeout(60)
  void itCoversBothRequestsOfAListThatIsReloadedAfterA304() throws Exception {
    bimplus.answer(this::slowly);
    try (RawConnection client = RawConnection.to(gateway)) {
      client.send(RawConnection.head(line("slow"), ground.authorization()));
      bimplus.await(1);
      ask("first");
      responsesFirst.countDown();
      bimplus.await(2);
      ask("second");
      responsesAnew.countDown();

      assertThat(client.head().status()).isEqualTo(504);
    }
  }

  private String slowly(RawUpstream.Asked request) {
    if (!request.head().contains("?slow ")) {
      return LIST;
    }
    boolean isFirst = responsesFirst.getCount() > 0;
    await(isFirst ? responsesFirst : responsesAnew);
    return isFirst ? NOT_MODIFIED : LIST;
  }

  private void ask(String key) throws Exception {
    RawConnection.ask(gateway, line(key), ground.authorization());
  }

  private String line(String key) {
    return "GET " + ground.projects() + "?" + key + " HTTP/1.1";
  }

  private static void await(CountDownLatch opened) {
    try {
      opened.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
