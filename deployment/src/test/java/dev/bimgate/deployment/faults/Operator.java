package dev.bimgate.deployment.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bimgate.deployment.Http;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Who may call the management port, and does so while everybody goes on. */
final class Operator {

  private static final String TOKEN = "operator-of-random-faults";

  private final URI management;
  private final Findings findings;
  private final Tally tally;
  private final AtomicInteger turns = new AtomicInteger();

  Operator(URI management, Findings findings, Tally tally) {
    this.management = management;
    this.tally = tally;
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
    return told("deny", "{\"jti\":\"" + tokenId + "\"}").path("matchedTokens").asInt() > 0;
  }

  /** Counts the acts of all callers from 0, so that each kind has its turn. */
  int nextTurn() {
    return turns.getAndIncrement();
  }

  /** Purges the project lists of a team. */
  void purgesTeam(String team) {
    purges("\"team\":\"" + team + "\"");
  }

  /** Purges all lists of the user with that subject, through whatever app. */
  void purgesUser(String subject) {
    purges("\"user\":\"" + subject + "\"");
  }

  void purgesAll() {
    purges("\"all\":true");
  }

  /** Has all lists checked with Bimplus before they count as fresh again; none is gone. */
  void purgesAllSoftly() {
    purges("\"all\":true,\"soft\":true");
  }

  /** Has all lists pass the cache for a second. */
  void bypasses() {
    told("bypass", "{\"for\":\"1s\"}");
  }

  private void purges(String what) {
    told("purge", "{" + what + "}");
  }

  private JsonNode told(String call, String body) {
    HttpResponse<String> response =
        Http.send(
            Http.request(management.resolve("/q/gateway/" + call), "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)),
            BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      findings.add(
          "the operator's " + call + " got " + response.statusCode() + " " + response.body());
    }
    tally.count("operator", call);
    return World.read(response.body());
  }
}
