package dev.bimgate.deployment.peers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bimgate.deployment.Http;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** Whoever may call the management ports. */
final class Operator {

  private static final String TOKEN = "operator-of-several-gateways";

  private Operator() {}

  /** What makes a gateway know the operator. */
  static Map<String, String> settings() {
    return Map.of("gateway.admin.token", TOKEN);
  }

  /** The response to a call, which must be successful. */
  static JsonNode post(MemberProcess gateway, String call, String body) {
    HttpResponse<String> response =
        Http.send(
            Http.request(
                    gateway.gateway().management().resolve("/q/gateway/" + call), "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)),
            BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new AssertionError(call + " got " + response.statusCode() + " " + response.body());
    }
    return World.read(response.body());
  }
}
