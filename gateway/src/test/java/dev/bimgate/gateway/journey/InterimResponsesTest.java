package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import dev.bimgate.gateway.RawHttp2;
import dev.bimgate.gateway.RawUpstream;
import dev.bimgate.gateway.RawUpstream.Asked;
import dev.bimgate.gateway.RawUpstreamResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bimplus's interim responses, and who gets them. */
@QuarkusTest
@WithTestResource(RawUpstreamResource.class)
@SuppressWarnings("NullAway.Init")
class InterimResponsesTest {

  private static final String HINTS = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n";

  private final Map<String, String> tokens = new HashMap<>();
  private final RawUpstream bimplus = RawUpstreamResource.upstream();

  @Inject Ground ground;

  @TestHTTPResource URI gateway;

  /**
   * Vert.x's client takes such a status for the final response and gives the connection back: the
   * next caller would then get the body of the first.
   */
  @ParameterizedTest
  @CsvSource({"199, projects", "102, projects", "199, echo", "102, echo", "104, echo"})
  void anUnknownInterimStatusIs502AndTheNextCallerGetsTheirOwnResponse(int status, String resource)
      throws Exception {
    CompletableFuture<Void> bothHaveAsked = new CompletableFuture<>();
    bimplus.answer(
        request -> {
          bothHaveAsked.join();
          return request.connection() == 0
              ? "HTTP/1.1 " + status + " Hm\r\n\r\n" + list("of the first caller")
              : list("of the second caller");
        });
    try (RawConnection first = RawConnection.to(gateway);
        RawConnection second = RawConnection.to(gateway)) {
      first.send(get(resource, Ground.USER));
      bimplus.await(1);
      second.send(get(resource, Ground.OTHER_USER));
      bothHaveAsked.complete(null);

      RawHead rejected = first.head();
      RawHead answered = second.head();

      assertThat(rejected.status()).isEqualTo(502);
      assertThat(bodyOf(first, rejected)).contains("urn:bimgate:problem:upstream-malformed");
      assertThat(answered.status()).isEqualTo(200);
      assertThat(bodyOf(second, answered)).contains("of the second caller");
    }
    List<Asked> asked = bimplus.await(2);
    assertThat(asked).extracting(Asked::connection).containsExactly(0, 1);
    assertThat(asked.get(0).head()).contains(authorization(Ground.USER));
    assertThat(asked.get(1).head()).contains(authorization(Ground.OTHER_USER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"projects", "echo"})
  void earlyHintsReachTheCallerThatStartedTheLoad(String resource) throws Exception {
    bimplus.answer(request -> HINTS + list("done"));
    try (RawConnection client = RawConnection.to(gateway)) {
      client.send(get(resource, Ground.USER));

      RawHead hints = client.head();
      RawHead response = client.head();

      assertThat(hints.status()).isEqualTo(103);
      assertThat(hints.values("Link")).containsExactly("</style.css>");
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.values("Link")).isEmpty();
    }
  }

  @Test
  void earlyHintsReachAnHttp2ClientWhateverTheirCase() throws Exception {
    bimplus.answer(request -> HINTS + list("done"));
    try (RawHttp2 client = RawHttp2.to(gateway)) {
      client.head(
          1,
          true,
          RawHttp2.block(
              ":method", "GET",
              ":scheme", "http",
              ":authority", "a",
              ":path", ground.echo(),
              "authorization", "Bearer " + ground.token(Ground.USER)));

      assertThat(client.ended(1).fields())
          .containsEntry("link", "</style.css>")
          .containsEntry(":status", "200");
    }
  }

  @Test
  void earlyHintsDoNotReachOtherWaiters() throws Exception {
    CompletableFuture<Void> released = new CompletableFuture<>();
    bimplus.answer(
        request -> {
          released.join();
          return HINTS + list("done");
        });
    try (RawConnection starter = RawConnection.to(gateway);
        RawConnection waiter = RawConnection.to(gateway)) {
      starter.send(get("projects", Ground.USER));
      bimplus.await(1);
      waiter.send(get("projects", Ground.USER));
      released.complete(null);

      assertThat(starter.head().status()).isEqualTo(103);
      assertThat(waiter.head().status()).isEqualTo(200);
    }
  }

  @Test
  void earlyHintsAreNotStoredWithTheList() throws Exception {
    bimplus.answer(request -> HINTS + list("done"));
    RawConnection.ask(gateway, line("projects"), authorization(Ground.USER));

    RawHead fromMemory = RawConnection.ask(gateway, line("projects"), authorization(Ground.USER));

    assertThat(fromMemory.status()).isEqualTo(200);
    assertThat(fromMemory.values("Link")).isEmpty();
  }

  @Test
  void earlyHintsAreNotSentToHttp10() throws Exception {
    bimplus.answer(request -> HINTS + list("done"));

    RawHead response =
        RawConnection.ask(gateway, line("echo").replace("1.1", "1.0"), authorization(Ground.USER));

    assertThat(response.status()).isEqualTo(200);
  }

  @Test
  void anUnsolicited100IsSkippedAndItsConnectionStaysInSync() throws Exception {
    bimplus.answer(request -> "HTTP/1.1 100 Continue\r\n\r\n" + list("done"));

    RawHead first = RawConnection.ask(gateway, line("echo"), authorization(Ground.USER));
    RawHead second = RawConnection.ask(gateway, line("echo"), authorization(Ground.USER));

    assertThat(first.status()).isEqualTo(200);
    assertThat(second.status()).isEqualTo(200);
    assertThat(bimplus.await(2)).extracting(Asked::connection).containsExactly(0, 0);
  }

  private static String list(String name) {
    String body = "[{\"id\":\"1\",\"name\":\"" + name + "\"}]";
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static String bodyOf(RawConnection connection, RawHead head) throws Exception {
    return connection.body(Integer.parseInt(head.values("Content-Length").get(0)));
  }

  private String get(String resource, String user) {
    return RawConnection.head(line(resource), authorization(user));
  }

  private String line(String resource) {
    return "GET /v2/" + ground.team() + "/" + resource + " HTTP/1.1";
  }

  private String authorization(String user) {
    return "Authorization: Bearer " + tokens.computeIfAbsent(user, ground::token);
  }
}
