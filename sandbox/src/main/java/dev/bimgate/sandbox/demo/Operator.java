package dev.bimgate.sandbox.demo;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The operator of the demo, who calls the gateway's management port. */
final class Operator {

  /** For the demo only, whose gateway listens on this machine alone. */
  static final String TOKEN = "the-operator-of-the-demo";

  private final HttpClient http;
  private final URI management;

  Operator(HttpClient http, URI management) {
    this.http = http;
    this.management = management;
  }

  /** Requests the explanation of a list. */
  Reply explain(String path, String accessToken) throws IOException {
    String query = "path=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    return Visitor.send(
        http,
        HttpRequest.newBuilder(management.resolve("/q/gateway/explain?" + query))
            .header("Authorization", "Bearer " + TOKEN)
            .header("X-Explain-Token", accessToken));
  }

  /** Requests the readiness of the gateway. */
  Reply readiness() throws IOException {
    return Visitor.send(http, HttpRequest.newBuilder(management.resolve("/q/health/ready")));
  }

  /** Requests the value of a meter without tags. */
  String meter(String name) throws IOException {
    return Visitor.send(http, HttpRequest.newBuilder(management.resolve("/q/metrics")))
        .text()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .findFirst()
        .orElse(name + " is not there");
  }

  /** The explanation in short: the decision, and one line for each rule behind it. */
  static List<String> inShort(Reply reply) {
    JsonObject told;
    try {
      told = new JsonObject(reply.text());
    } catch (DecodeException notJson) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "cached: %s, decision: %s, fresh until %s"
            .formatted(
                told.getValue("cached"), told.getValue("decision"), told.getValue("freshUntil")));
    for (Object each : told.getJsonArray("why", new JsonArray())) {
      if (each instanceof JsonObject why) {
        lines.add(
            "%s (%s): %s"
                .formatted(
                    why.getString("rule"), why.getString("section"), why.getString("sentence")));
      }
    }
    return lines;
  }
}
