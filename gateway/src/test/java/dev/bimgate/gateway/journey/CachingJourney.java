package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import dev.bimgate.gateway.RawUpstream;
import dev.bimgate.gateway.RawUpstreamResource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Runs one case of the table through the running gateway, over real sockets. */
final class CachingJourney {

  /** Each case reads a list of its own, so that none meets what another has left. */
  private static final AtomicInteger JOURNEYS = new AtomicInteger();

  private static final Set<Integer> NOT_WHOLE = Set.of(206, 304, 416);

  private final RawUpstream bimplus = RawUpstreamResource.upstream();
  private final int journey = JOURNEYS.incrementAndGet();
  private final Ground ground;
  private final URI gateway;
  private final String mode;
  private final Instant start;
  private final String token;
  private Instant now;
  private String lastBody = "";

  private CachingJourney(Ground ground, URI gateway, String mode) {
    this.ground = ground;
    this.gateway = gateway;
    this.mode = mode;
    this.token = ground.token(Ground.USER);
    awaitKeys();
    this.start = ground.clock().stop();
    this.now = start;
  }

  static void run(CachingCase rule, Ground ground, URI gateway, String mode) throws Exception {
    CachingJourney journey = new CachingJourney(ground, gateway, mode);
    for (CachingExchange exchange : rule.exchanges()) {
      journey.run(exchange);
    }
  }

  /** On a stopped clock the issuer's keys would not be fetched again after a failure. */
  private void awaitKeys() {
    bimplus.answer(call -> ScriptedAnswer.of(List.of("200"), "[]"));
    String request = "GET /v2/" + ground.team() + "/topics HTTP/1.1";
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                RawConnection.ask(gateway, request, "Authorization: Bearer " + token).status()
                    != 503);
  }

  private void run(CachingExchange exchange) throws Exception {
    ground.clock().advance(Duration.ofSeconds(exchange.secondsBefore()));
    now = now.plusSeconds(exchange.secondsBefore());
    script(exchange);
    if (exchange.eventually()) {
      Awaitility.await().pollDelay(Duration.ZERO).untilAsserted(() -> ask(exchange));
    } else {
      ask(exchange);
    }
  }

  /** Scripts Bimplus's responses for this exchange. */
  private void script(CachingExchange exchange) {
    ScriptedMoments moments = new ScriptedMoments(start, now);
    String body = "[{\"exchange\":" + exchange.number() + hidden(exchange) + "}]";
    List<String> responses =
        exchange.responses().stream()
            .map(items -> ScriptedAnswer.of(moments.in(items), body))
            .map(this::placed)
            .toList();
    AtomicInteger said = new AtomicInteger();
    bimplus.answer(
        call -> {
          String response = responses.get(Math.min(said.getAndIncrement(), responses.size() - 1));
          boolean headAlone = call.head().startsWith("HEAD ");
          return headAlone ? response.substring(0, response.indexOf("\r\n\r\n") + 4) : response;
        });
  }

  private String placed(String text) {
    return text.replace("{team}", ground.team()).replace("{bimplus}", bimplus.apiUrl().toString());
  }

  /** The redacted member of a team. */
  private static String hidden(CachingExchange exchange) {
    return exchange.path().equals("teams") ? ",\"teamWorksConnection\":\"a secret\"" : "";
  }

  private void ask(CachingExchange exchange) throws Exception {
    ScriptedMoments moments = new ScriptedMoments(start, now);
    List<String> expected = moments.in(exchange.expectedIn(mode));
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(RawConnection.head(line(exchange), fields(moments.in(exchange.fields()))));
      RawHead head = connection.head();
      while (head.status() < 200) {
        head = connection.head();
      }
      String body = body(exchange, head, connection);
      assertThat(head.status()).as("status").isEqualTo(Integer.parseInt(expected.get(0)));
      CachingSight sight =
          new CachingSight(head, body, own(exchange, moments), before(exchange), calls(expected));
      expected.subList(1, expected.size()).forEach(sight::mustBe);
      remember(exchange, head, body);
    }
  }

  /** The body of Bimplus's last response, redacted. */
  private String own(CachingExchange exchange, ScriptedMoments moments) {
    if (exchange.method().equals("HEAD")) {
      return "";
    }
    List<String> items = exchange.responses().get(exchange.responses().size() - 1);
    if (items.get(0).equals("204")) {
      return "";
    }
    return moments.in(items).stream()
        .filter(item -> item.startsWith("body "))
        .map(item -> item.substring(5))
        .findFirst()
        .orElse("[{\"exchange\":" + exchange.number() + "}]");
  }

  private String before(CachingExchange exchange) {
    return exchange.method().equals("HEAD") ? "" : lastBody;
  }

  private void remember(CachingExchange exchange, RawHead head, String body) {
    boolean whole = !NOT_WHOLE.contains(head.status()) && !isProblem(head);
    if (exchange.method().equals("GET") && whole) {
      lastBody = body;
    }
  }

  private static boolean isProblem(RawHead head) {
    return head.values("Content-Type").contains("application/problem+json");
  }

  /** What Bimplus received: waits for the expected number, since some requests come later. */
  private List<RawHead> calls(List<String> expected) throws InterruptedException {
    int atLeast =
        expected.stream()
            .filter(item -> item.startsWith("calls "))
            .mapToInt(item -> Integer.parseInt(item.substring(6)))
            .findFirst()
            .orElse(0);
    if (atLeast > 0) {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> bimplus.await(0).size() >= atLeast);
    }
    return bimplus.await(0).stream().map(call -> RawHead.of(call.head())).toList();
  }

  private String line(CachingExchange exchange) {
    String path =
        switch (exchange.path()) {
          case "projects" -> ground.projects() + "?journey=" + journey;
          case "teams" -> "/v2/teams?journey=" + journey;
          default -> placed(exchange.path());
        };
    return exchange.method() + " " + path + " HTTP/1.1";
  }

  private String[] fields(List<String> own) {
    List<String> fields = new ArrayList<>(List.of("Authorization: Bearer " + token));
    fields.addAll(own);
    return fields.toArray(String[]::new);
  }

  private static String body(CachingExchange exchange, RawHead head, RawConnection connection)
      throws Exception {
    if (exchange.method().equals("HEAD") || head.status() == 304 || head.status() == 204) {
      return "";
    }
    List<String> length = head.values("Content-Length");
    return length.isEmpty()
        ? connection.chunkedBody()
        : connection.body(Integer.parseInt(length.get(0)));
  }
}
