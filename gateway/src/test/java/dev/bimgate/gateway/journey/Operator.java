package dev.bimgate.gateway.journey;

import static org.hamcrest.Matchers.matchesPattern;

import dev.bimgate.gateway.Ground;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import org.hamcrest.Matcher;

/** Somebody with the operator's token at the management port. */
final class Operator {

  static final String TOKEN = "the-operators-token-0123456789";

  /** There is an operator. */
  public static final class Present implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("gateway.admin.token", TOKEN);
    }
  }

  /** A moment in UTC, to the millisecond. */
  static Matcher<String> aMoment() {
    return matchesPattern("20\\d\\d(-\\d\\d){2}T\\d\\d(:\\d\\d){2}\\.\\d{3}Z");
  }

  private final Ground ground;
  private final URI management;

  Operator(Ground ground, URI management) {
    this.ground = ground;
    this.management = management;
  }

  /** A request with the operator's token. */
  RequestSpecification request() {
    return ground.plain().header("Authorization", "Bearer " + TOKEN);
  }

  ValidatableResponse post(String path, String json) {
    return request()
        .contentType("application/json")
        .body(json)
        .post(management.resolve(path))
        .then();
  }

  URI url(String path) {
    return management.resolve(path);
  }

  /** How often calls of that action have ended like that. */
  double counted(String action, String result) {
    return meter(
        "gateway_admin_calls_total{", "action=\"" + action + "\"", "result=\"" + result + "\"");
  }

  /** The value of a meter whose line begins and goes on like that. */
  double meter(String beginning, String... tags) {
    String scrape = ground.plain().get(management.resolve("/q/metrics")).asString();
    return scrape
        .lines()
        .filter(line -> line.startsWith(beginning))
        .filter(line -> Arrays.stream(tags).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }
}
