package dev.bimgate.deployment.faults;

import dev.bimgate.deployment.Http;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** Who may call the management port, and does so while everybody goes on. */
final class Operator {

  private static final String TOKEN = "operator-of-random-faults";

  private final URI management;
  private final Findings findings;

  Operator(URI management, Findings findings) {
    this.management = management;
    this.findings = findings;
  }

  /** What makes the gateway know the operator. */
  static Map<String, String> settings() {
    return Map.of("gateway.admin.token", TOKEN);
  }

  /**
   * Has the token of that id refused; whether the gateway had let it in, and so knew whose it is.
   */
  boolean denies(String tokenId) {
    HttpResponse<String> answer =
        Http.send(
            Http.request(management.resolve("/q/gateway/deny"), "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"jti\":\"" + tokenId + "\"}")),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      findings.add("the operator's denial got " + answer.statusCode() + " " + answer.body());
    }
    return World.read(answer.body()).path("remembered").asInt() > 0;
  }
}
