package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.FaultKind;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user whose calls to Bimplus run out. */
@QuarkusTest
@TestProfile(Deployed.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class BudgetsTest {

  /** As the sandbox is started; a hundredth is reserved for writes. */
  private static final int LIMIT = 1_000_000;

  private static final int RESERVE = 10_000;
  private static final int A_FIFTH = 200_000;

  private static final Duration PAST_FRESHNESS = Duration.ofSeconds(61);
  private static final Duration PAST_BOTH_WINDOWS = Duration.ofSeconds(130);

  @Inject Ground ground;
  @Inject Operator operator;
  @Inject RequestLines lines;

  private String authorization = "";

  @BeforeEach
  void logIn() {
    authorization = "Bearer " + ground.token(Ground.USER);
  }

  @AfterEach
  void refill() {
    ground.sandbox().bimplus().budgetLeft(Ground.USER, LIMIT);
  }

  @Test
  void atTheReserveAListIsServedStale() {
    user().get(ground.projects()).then().statusCode(200);
    leaveTheReserve();
    ground.clock().advance(PAST_BOTH_WINDOWS);

    Response stale = user().get(ground.projects());

    stale.then().statusCode(200).header("Cache-Status", startsWith("bimplus-gateway; hit; ttl=-"));
    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
    assertThat(lines.of(stale.header("X-Request-Id")))
        .contains(" outcome=cached_after_failure ", " cause=budget ");
  }

  @Test
  void atTheReserveOtherReadsAre429() {
    leaveTheReserve();
    int calls = ground.calls();

    Response rejected = user().get(ground.echo());

    rejected
        .then()
        .statusCode(429)
        .body("type", is("urn:bimgate:problem:budget-spent"))
        .header("Retry-After", "300")
        .header("RateLimit", "\"bimplus\";r=0;t=300")
        .header("RateLimit-Policy", "\"bimplus\";q=1000000;w=3600");
    assertThat(ground.calls()).isEqualTo(calls);
    assertThat(lines.of(rejected.header("X-Request-Id")))
        .contains(" status=429 outcome=limited ", " cause=budget ");
  }

  @Test
  void aListThatIsNotCachedIs429Too() {
    leaveTheReserve();

    user()
        .get(ground.projects())
        .then()
        .statusCode(429)
        .body("type", is("urn:bimgate:problem:budget-spent"));
  }

  /** The value was right so often that it could be taken for certain. */
  @Test
  void aWrongHeaderAfterRightOnesStopsReadsForTenSeconds() {
    ground.clock().stop();
    leave(A_FIFTH);
    Map<String, String> wrong =
        Map.of("X-RateLimit-Limit", "" + LIMIT, "X-RateLimit-Remaining", "0");
    ground
        .sandbox()
        .bimplus()
        .faults()
        .add(Requests.to(ground.echo()), new Fault.Instead(200, wrong, ""), 1);
    user().get(ground.echo()).then().statusCode(200);

    user().get(ground.echo()).then().statusCode(429).header("Retry-After", "10");

    ground.clock().advance(Duration.ofSeconds(10));
    user().get(ground.echo()).then().statusCode(200);
    user().get(ground.echo()).then().statusCode(200);
  }

  @Test
  void besideA429OfBimplusRateLimitNamesItsRetryAfter() {
    ground.clock().stop();
    leave(A_FIFTH);
    ground
        .sandbox()
        .bimplus()
        .faults()
        .add(Requests.to(ground.echo()), FaultKind.TOO_MANY.with("retryAfter", "7"), 1);

    user()
        .get(ground.echo())
        .then()
        .statusCode(429)
        .header("Retry-After", "7")
        .header("RateLimit", "\"bimplus\";r=0;t=7");
  }

  @Test
  void atTheReserveWritesGoOn() {
    leaveTheReserve();

    user().post(ground.echo()).then().statusCode(200);
  }

  @Test
  void hitsAreFreeAndSayNothingOfTheBudget() {
    user().get(ground.projects()).then().statusCode(200);
    leaveTheReserve();
    int calls = ground.calls();

    user()
        .get(ground.projects())
        .then()
        .statusCode(200)
        .header("Cache-Status", startsWith("bimplus-gateway; hit"))
        .header("RateLimit", nullValue())
        .header("RateLimit-Policy", nullValue());

    assertThat(ground.calls()).isEqualTo(calls);
  }

  @Test
  void whileLittleIsLeftRenewalsWaitForTheEndOfStaleWhileRevalidate() {
    user().get(ground.projects()).then().statusCode(200);
    leave(A_FIFTH);
    ground.clock().advance(PAST_FRESHNESS);

    user()
        .get(ground.projects())
        .then()
        .header("Cache-Status", matchesPattern("bimplus-gateway; hit; ttl=-\\d+"));
    user().header("Cache-Control", "no-cache").get(ground.projects()).then().statusCode(200);
    user().get(ground.echo()).then().statusCode(200);
    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);

    ground.clock().advance(PAST_FRESHNESS);
    user().get(ground.projects()).then().header("Cache-Status", startsWith("bimplus-gateway; fwd"));
    assertThat(ground.callsTo(ground.projects())).isEqualTo(2);
  }

  @Test
  void whileLittleIsLeftResponsesOfCallsSaySo() {
    leave(A_FIFTH);

    user()
        .get(ground.echo())
        .then()
        .header("RateLimit", matchesPattern("\"bimplus\";r=189999;t=\\d+"));
    user()
        .get(ground.projects())
        .then()
        .header("RateLimit", matchesPattern("\"bimplus\";r=189998;t=\\d+"))
        .header("RateLimit-Policy", "\"bimplus\";q=1000000;w=3600");
  }

  @Test
  void aRedirectionDoesNotSaySo() {
    leave(A_FIFTH);
    ground
        .sandbox()
        .bimplus()
        .faults()
        .add(Requests.to(ground.echo()), FaultKind.REDIRECT.with(), 1);

    user()
        .redirects()
        .follow(false)
        .get(ground.echo())
        .then()
        .statusCode(302)
        .header("RateLimit", nullValue());
  }

  @Test
  void a304ToTheClientDoesNotSaySo() {
    String etag = user().get(ground.projects()).header("ETag");
    leave(A_FIFTH);
    ground.clock().advance(PAST_BOTH_WINDOWS);

    user()
        .header("If-None-Match", etag)
        .get(ground.projects())
        .then()
        .statusCode(304)
        .header("RateLimit", nullValue());
  }

  @Test
  void headersOfBimplusAreNotReplaced() {
    leave(A_FIFTH);
    ground
        .sandbox()
        .bimplus()
        .faults()
        .add(Requests.to(ground.echo()), new Fault.InHead("RateLimit: \"its own\";r=1\r\n"), 1);

    Response response = user().get(ground.echo());

    assertThat(response.headers().getValues("RateLimit")).containsExactly("\"its own\";r=1");
    assertThat(response.headers().getValues("RateLimit-Policy")).isEmpty();
  }

  @Test
  void a429OfBimplusStopsWritesForItsRetryAfterAndInvalidatesNothing() {
    ground.clock().stop();
    user().get(ground.projects()).then().statusCode(200);
    ground
        .sandbox()
        .bimplus()
        .faults()
        .add(Requests.to(ground.echo()), FaultKind.TOO_MANY.with("retryAfter", "7"), 1);
    user().get(ground.echo()).then().statusCode(429).body("error.type", is("Fault"));

    user()
        .post(ground.projects())
        .then()
        .statusCode(429)
        .body("type", is("urn:bimgate:problem:budget-spent"))
        .header("Retry-After", "7");
    user().get(ground.projects()).then().header("Cache-Status", startsWith("bimplus-gateway; hit"));

    ground.clock().advance(Duration.ofSeconds(7));
    user().post(ground.echo()).then().statusCode(200);
  }

  @Test
  void aCallThatWasNeverSentIsNotCounted() {
    user().get(ground.echo()).then().statusCode(200);
    user().get(ground.echo()).then().statusCode(200);
    ground.sandbox().bimplus().switchOff();
    user().get(ground.echo()).then().statusCode(502);
    ground.sandbox().bimplus().switchOn();

    budgetOf(Map.of("user", ground.sandbox().tokens().subjectOf(Ground.USER)))
        .body("apps.calls", contains(1));
  }

  @Test
  void anotherUserIsNotAffected() {
    leaveTheReserve();

    ground.as(Ground.OTHER_USER).get(ground.echo()).then().statusCode(200);
  }

  @Test
  void aWrongHeaderStopsReadsForLessThanAMinute() {
    ground.clock().stop();
    Map<String, String> wrong = Map.of("X-RateLimit-Limit", "5000", "X-RateLimit-Remaining", "0");
    ground
        .sandbox()
        .bimplus()
        .faults()
        .add(Requests.to(ground.echo()), new Fault.Instead(200, wrong, ""), Integer.MAX_VALUE);
    user().get(ground.echo()).then().statusCode(200);

    for (int seconds : new int[] {10, 20}) {
      user().get(ground.echo()).then().statusCode(429).header("Retry-After", "" + seconds);
      ground.clock().advance(Duration.ofSeconds(seconds));
      user().get(ground.echo()).then().statusCode(200);
    }

    user().get(ground.echo()).then().statusCode(200);
  }

  @Test
  void metersCountRejectedCallsAndStoppedUsers() {
    leaveTheReserve();
    double before = operator.meter("gateway_limits_refused_total{", "by=\"budget\"");

    user().get(ground.echo()).then().statusCode(429);

    assertThat(operator.meter("gateway_limits_refused_total{", "by=\"budget\""))
        .isEqualTo(before + 1);
    assertThat(operator.meter("gateway_budget_users{", "state=\"stopped\"")).isEqualTo(1);
    assertThat(operator.meter("gateway_budget_left")).isEqualTo((RESERVE - 2) / (double) LIMIT);
  }

  @Test
  void anOperatorSeesTheBudgetOfAUser() {
    leave(A_FIFTH);

    budgetOf(Map.of("user", ground.sandbox().tokens().subjectOf(Ground.USER)))
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("state", is("economizing"))
        .body("known", is(true))
        .body("limit", is(LIMIT))
        .body("remaining", is(A_FIFTH))
        .body("confirmed", is(true))
        .body("resetAt", Operator.aMoment())
        .body("resetKnown", is(false))
        .body("pausedUntil", nullValue())
        .body("inFlight", is(0))
        .body("apps.calls", contains(3));
  }

  @Test
  void anOperatorSeesItByAToken() {
    leaveTheReserve();

    operator
        .request()
        .header("X-Explain-Token", ground.token(Ground.USER))
        .get(operator.url("/q/gateway/budget"))
        .then()
        .statusCode(200)
        .body("state", is("stopped"))
        .body("user", is(ground.sandbox().tokens().subjectOf(Ground.USER)));
  }

  @Test
  void ofAUserWithoutCallsNothingIsKnown() {
    budgetOf(Map.of("user", "nobody"))
        .statusCode(200)
        .body("state", is("normal"))
        .body("known", is(false))
        .body("limit", nullValue());
  }

  @Test
  void withoutTheAdminTokenNoBudgetIsShown() {
    ground
        .plain()
        .get(operator.url("/q/gateway/budget?user=nobody"))
        .then()
        .statusCode(401)
        .body("type", is("urn:bimgate:problem:admin-token-required"));
  }

  @ParameterizedTest
  @CsvSource({"9998, budget_spent", "200000, budget_low"})
  void explainNamesTheBudget(int left, String rule) {
    leave(left);

    explain().body("why.rule", hasItem(rule));
  }

  @Test
  void explainDoesNotNameABudgetThatAllowsEveryCall() {
    user().get(ground.echo()).then().statusCode(200);

    explain().body("why.rule", not(hasItem(startsWith("budget"))));
  }

  /** Nearly the reserve: the writes before have confirmed that nothing is left for reads. */
  private void leaveTheReserve() {
    leave(RESERVE - 2);
  }

  /** Leaves the user that many calls; the writes before it have confirmed that. */
  private void leave(int calls) {
    ground.sandbox().bimplus().budgetLeft(Ground.USER, calls + 4);
    for (int i = 0; i < 4; i++) {
      user().post(ground.echo()).then().statusCode(200);
    }
  }

  private RequestSpecification user() {
    return ground.with(authorization);
  }

  private ValidatableResponse budgetOf(Map<String, String> query) {
    return operator.request().queryParams(query).get(operator.url("/q/gateway/budget")).then();
  }

  private ValidatableResponse explain() {
    return operator
        .request()
        .header("X-Explain-Token", ground.token(Ground.USER))
        .queryParam("path", ground.projects())
        .get(operator.url("/q/gateway/explain"))
        .then()
        .statusCode(200);
  }
}
