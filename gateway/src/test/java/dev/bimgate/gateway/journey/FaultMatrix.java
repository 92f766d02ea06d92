package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.ListCache;
import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.sandbox.wire.FaultKind;
import dev.bimgate.sandbox.wire.Requests;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.params.provider.Arguments;

/** A fault with a kind of request: the results are those of {@link MatrixRules}. */
@SuppressWarnings("NullAway.Init")
abstract class FaultMatrix {

  /** As the sandbox is started. */
  private static final int BUDGET = 1_000_000;

  private static final Pattern OUTCOME = Pattern.compile(" outcome=(\\S+)");

  /** Lists that are stale as soon as they are stored. */
  public static class StaleAtOnce implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
      return Set.of(HandPeers.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "gateway.cache.projects.fresh-for", "1ms",
          "gateway.cache.teams.fresh-for", "1ms",
          "gateway.cache.stale-while-revalidate", "0s",
          "gateway.cache.stale-if-error", "10m");
    }
  }

  @Inject Ground ground;
  @Inject ListCache cache;
  @Inject HandPeers peers;
  @Inject RequestLines lines;
  @Inject MeterRegistry meters;
  @TestHTTPResource URI gateway;

  /** Each cell reads lists of its own: one that was too long is not waited on for a minute. */
  private static int cell;

  /** Each kind of request with the faults that meet the condition. */
  static Stream<Arguments> cellsOf(Predicate<Weather> condition) {
    List<Weather> faults = Weather.all().stream().filter(condition).toList();
    return Stream.of(Scenario.values())
        .flatMap(scenario -> faults.stream().map(fault -> Arguments.of(scenario, fault)));
  }

  void check(Scenario scenario, Weather weather) throws IOException {
    cell++;
    storeAStaleList(scenario);
    letItBe(weather, scenario);
    MatrixCell expected = MatrixRules.expected(weather, scenario);

    MatrixCell seen = ask(scenario, expected);

    assertThat(seen).matches(expected::allows, "what the rules say: " + expected);
  }

  private void storeAStaleList(Scenario scenario) {
    if (!scenario.keepsBefore()) {
      return;
    }
    assertThat(statusOfList(scenario)).isEqualTo(200);
    long storedAt = System.currentTimeMillis();
    soon().until(() -> System.currentTimeMillis() > storedAt + 5);
    // Else the right response would be 304, which has no body to go wrong.
    ground.sandbox().bimplus().change(ground.team());
  }

  private void letItBe(Weather weather, Scenario scenario) {
    if (weather.trouble() == Weather.Trouble.PAUSED) {
      ground.sandbox().bimplus().faults().add(Requests.to(ground.echo()), weather.fault(), 1);
      assertThat(statusOfWrite()).isEqualTo(429);
    } else if (weather.trouble() == Weather.Trouble.BUDGET_SPENT) {
      leaveTheReserve();
    }
    ground.sandbox().recorder().clear();
    letPeersBe(weather.trouble(), scenario);
    if (weather.trouble().isElsewhere()) {
      return;
    }
    if (weather.kind() == FaultKind.REFUSED) {
      ground.sandbox().bimplus().switchOff();
      return;
    }
    ground
        .sandbox()
        .bimplus()
        .faults()
        .add(
            Requests.to(scenario.method(), scenario.path(ground.team())),
            weather.fault(),
            Integer.MAX_VALUE);
  }

  private void letPeersBe(Weather.Trouble trouble, Scenario scenario) {
    switch (trouble) {
      case PEER_CUT_OFF -> {
        peers.hold();
        if (scenario == Scenario.WRITE) {
          endTheLeaseOnceSomethingWaits();
        }
      }
      case ISOLATED, ISOLATED_UNREACHABLE -> peers.isolate(false);
      case ISOLATED_REJECTING -> peers.isolate(true);
      default -> peers.reset();
    }
  }

  private void endTheLeaseOnceSomethingWaits() {
    var unused =
        CompletableFuture.runAsync(
            () -> {
              soon().until(() -> !peers.unacknowledged.isEmpty());
              peers.endLease();
            });
  }

  /** The last three of the responses confirm that nothing is left for reads. */
  private void leaveTheReserve() {
    ground.sandbox().bimplus().budgetLeft(Ground.USER, BUDGET / 100 + 2);
    for (int i = 0; i < 4; i++) {
      assertThat(statusOfWrite()).isEqualTo(200);
    }
  }

  /** A write that changes no list. */
  private int statusOfWrite() {
    Response response = ground.as(Ground.USER).post(ground.echo());
    line(response.header("X-Request-Id"));
    return response.statusCode();
  }

  private MatrixCell ask(Scenario scenario, MatrixCell expected) throws IOException {
    Map<String, Long> requestsBefore = counts("gateway.requests");
    Map<String, Long> callsBefore = counts("gateway.upstream.requests");
    RawAnswer response = answerTo(scenario, Ground.USER);
    assertThat(response.isInForm()).as("%s", response.head()).isTrue();
    Matcher logged = OUTCOME.matcher(line(response.requestId()));
    assertThat(logged.find()).isTrue();
    assertThat(moved("gateway.requests", requestsBefore, 1)).isEqualTo(logged.group(1));
    int ended = expected.upstream().isEmpty() ? 0 : expected.upstream().split(", ", -1).length;
    String upstream = moved("gateway.upstream.requests", callsBefore, ended);
    int calls = ground.calls();
    ground.sandbox().bimplus().faults().clear();
    ground.sandbox().bimplus().switchOn();
    ground.sandbox().bimplus().budgetLeft(Ground.USER, BUDGET);
    ground.forgetBudgets();
    peers.reset();
    return new MatrixCell(
        response.outcome(), listsOnceAllIsWell(scenario), calls, logged.group(1), upstream);
  }

  /** The line of a request, by our id or by Bimplus's. */
  private String line(String requestId) {
    return soon()
        .until(
            () ->
                lines.all().stream()
                    .filter(line -> line.contains("id=" + requestId + " "))
                    .findFirst()
                    .orElse(""),
            line -> !line.isEmpty());
  }

  /** For what follows a response; three hundred cells have no time for long pauses. */
  private static ConditionFactory soon() {
    return Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(10));
  }

  private RawAnswer answerTo(Scenario scenario, String user) throws IOException {
    return RawAnswer.to(
        gateway,
        scenario.method() + " " + target(scenario) + " HTTP/1.1",
        "Authorization: Bearer " + ground.token(user),
        scenario.requestBody());
  }

  private String target(Scenario scenario) {
    return scenario.isList() ? listTarget(scenario) : scenario.target(ground.team());
  }

  private String listTarget(Scenario scenario) {
    return (scenario == Scenario.TEAMS ? "/v2/teams" : ground.projects()) + "?cell=" + cell;
  }

  /** The good requests come first, but for writes, which invalidate the lists themselves. */
  private String listsOnceAllIsWell(Scenario scenario) throws IOException {
    if (scenario == Scenario.WRITE) {
      String lists = lists(scenario);
      allIsWellFor(scenario);
      return lists;
    }
    allIsWellFor(scenario);
    return lists(scenario);
  }

  /** The same route, once the fault is over, gives another user their own response, twice. */
  private void allIsWellFor(Scenario scenario) throws IOException {
    for (int i = 0; i < 2; i++) {
      RawAnswer response = answerTo(scenario, Ground.OTHER_USER);
      assertThat(response.outcome()).isEqualTo("" + scenario.goodStatus());
      assertThat(response.body()).contains(signOf(scenario));
      line(response.requestId());
    }
  }

  /**
   * The state of the list, seen by a request that accepts a stale one while Bimplus fails. The
   * upstream request may run behind the response, and is waited for: it belongs to no other cell.
   */
  private String lists(Scenario scenario) {
    ground.sandbox().bimplus().faults().answer(request -> true, 503, Integer.MAX_VALUE);
    Map<String, Long> callsBefore = counts("gateway.upstream.requests");
    int status = statusOfList(scenario);
    moved("gateway.upstream.requests", callsBefore, 1);
    ground.sandbox().bimplus().faults().clear();
    return switch (status) {
      case 200 -> scenario.isList() ? "cached" : "valid";
      case 503 -> scenario.isList() ? "not cached" : "invalidated";
      default -> "answered " + status;
    };
  }

  /** Returns when the request has been counted too, which is before its line is written. */
  private int statusOfList(Scenario scenario) {
    Response response = ground.as(Ground.USER).get(listTarget(scenario));
    line(response.header("X-Request-Id"));
    return response.statusCode();
  }

  private String signOf(Scenario scenario) {
    return switch (scenario) {
      case LIST, STALE_LIST, TEAMS -> ground.sandbox().tokens().subjectOf(Ground.OTHER_USER);
      case DOWNLOAD -> "";
      case UPLOAD -> "\"length\":" + Scenario.STREAM_BYTES;
      case WRITE -> "\"name\":\"Footbridge\"";
    };
  }

  /** The outcomes by which a meter has gone up, once it has gone up so often. */
  private String moved(String meter, Map<String, Long> before, int times) {
    soon().until(() -> outcomes(meter, before).size() >= times);
    return String.join(", ", outcomes(meter, before));
  }

  private List<String> outcomes(String meter, Map<String, Long> before) {
    return counts(meter).entrySet().stream()
        .flatMap(
            now ->
                Collections.nCopies(
                    (int) (now.getValue() - before.getOrDefault(now.getKey(), 0L)), now.getKey())
                    .stream())
        .toList();
  }

  private Map<String, Long> counts(String meter) {
    Map<String, Long> counts = new TreeMap<>();
    for (Timer timer : meters.find(meter).timers()) {
      counts.merge(String.valueOf(timer.getId().getTag("outcome")), timer.count(), Long::sum);
    }
    return counts;
  }
}
