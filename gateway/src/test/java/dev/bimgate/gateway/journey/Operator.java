package dev.bimgate.gateway.journey;

import static org.hamcrest.Matchers.matchesPattern;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import io.quarkus.arc.Unremovable;
import io.quarkus.test.common.http.TestHTTPResourceManager;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hamcrest.Matcher;

/** A client with the admin token at the management port. */
@Singleton
@Unremovable
final class Operator {

  static final String TOKEN = "the-operators-token-0123456789";

  /** A time in UTC, to the millisecond. */
  static Matcher<String> aMoment() {
    return matchesPattern("20\\d\\d(-\\d\\d){2}T\\d\\d(:\\d\\d){2}\\.\\d{3}Z");
  }

  private final Ground ground;

  @Inject
  Operator(Ground ground) {
    this.ground = ground;
  }

  /** A request with the admin token. */
  RequestSpecification request() {
    return ground.plain().header("Authorization", "Bearer " + TOKEN);
  }

  ValidatableResponse post(String path, String json) {
    return request().contentType("application/json").body(json).post(url(path)).then();
  }

  /**
   * A request with the admin token, sent as written; returns the whole response.
   *
   * @param call method and target
   * @param fields those that it has beside {@code Authorization} and {@code Content-Length}
   */
  String sent(String call, String body, String... fields) throws IOException {
    List<String> all = new ArrayList<>(List.of(fields));
    all.add("Authorization: Bearer " + TOKEN);
    all.add("Content-Length: " + body.length());
    all.add("Connection: close");
    try (RawConnection connection = RawConnection.to(url("/"))) {
      connection.send(RawConnection.head(call + " HTTP/1.1", all.toArray(String[]::new)) + body);
      return connection.untilClosed();
    }
  }

  URI url(String path) {
    return URI.create(TestHTTPResourceManager.getManagementUri()).resolve(path);
  }

  /** How many calls of that action had that result. */
  double counted(String action, String result) {
    return meter(
        "gateway_admin_calls_total{", "action=\"" + action + "\"", "result=\"" + result + "\"");
  }

  /** The value of a meter whose line begins and goes on like that. */
  double meter(String beginning, String... tags) {
    String scrape = ground.plain().get(url("/q/metrics")).asString();
    return scrape
        .lines()
        .filter(line -> line.startsWith(beginning))
        .filter(line -> Arrays.stream(tags).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }
}
