package dev.bimgate.deployment.peers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bimgate.deployment.Http;
import dev.bimgate.deployment.faults.Findings;
import dev.bimgate.deployment.faults.Tally;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Sends reads and writes, records what they show, and judges what holds for each response: it is
 * there, it is no error of the gateway but those that are due, and a list is that of who asked.
 * Thread-safe.
 */
final class Client {

  /** Longer than a gateway is paused, and than a write may wait. */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** How long a gateway that was paused may take Bimplus for silent, whose responses it missed. */
  private static final Duration DOUBT = Duration.ofSeconds(10);

  private static final String PROBLEM = "urn:bimgate:problem:";

  private final World world;
  private final History history;
  private final Tally tally;
  private final Findings findings;
  private final boolean rejectsWrites;
  private volatile boolean isCalm;

  /**
   * A client.
   *
   * @param rejectsWrites whether isolated gateways are to reject writes
   */
  Client(World world, History history, Tally tally, Findings findings, boolean rejectsWrites) {
    this.world = world;
    this.history = history;
    this.tally = tally;
    this.findings = findings;
    this.rejectsWrites = rejectsWrites;
  }

  /** From now on nothing goes wrong, so no gateway has a reason to be isolated. */
  void calm() {
    isCalm = true;
  }

  void read(MemberProcess gateway, String user, String list, String query) {
    HttpRequest.Builder request = request(gateway, user, World.path(list) + query);
    long sentNanos = System.nanoTime();
    HttpResponse<String> response = send("read", gateway, request);
    if (response == null) {
      return;
    }
    String cacheStatus = response.headers().firstValue("Cache-Status").orElse("");
    if (isExpected("read", gateway, sentNanos, response, lookup(cacheStatus))) {
      long version = version(user, list, World.read(response.body()));
      history.add(new History.Read(list, gateway.name(), sentNanos, version, user, cacheStatus));
    }
  }

  void write(
      MemberProcess gateway, String user, String list, String method, String path, String body) {
    HttpRequest.Builder request =
        request(gateway, user, path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    long sentNanos = System.nanoTime();
    HttpResponse<String> response = send("write", gateway, request);
    long respondedNanos = System.nanoTime();
    if (response != null && isExpected("write", gateway, sentNanos, response, method)) {
      long version = World.read(response.body()).path("version").asLong();
      history.add(new History.Write(list, gateway.name(), sentNanos, respondedNanos, version));
    }
  }

  private HttpRequest.Builder request(MemberProcess gateway, String user, String target) {
    return Http.request(gateway.gateway().url(target), world.authorizationOf(user))
        .timeout(TIMEOUT);
  }

  /** The response; null for none, which is due only if the process has ended. */
  private @Nullable HttpResponse<String> send(
      String kind, MemberProcess gateway, HttpRequest.Builder request) {
    try {
      return Http.send(request, BodyHandlers.ofString());
    } catch (UncheckedIOException failed) {
      tally.count(kind, "no response");
      if (!gateway.isEnding()) {
        finding(gateway, "a " + kind + " failed: " + failed.getCause());
      }
      return null;
    }
  }

  private static String lookup(String cacheStatus) {
    if (cacheStatus.contains("detail=shared")) {
      return "shared";
    }
    if (cacheStatus.contains("; hit")) {
      return "hit";
    }
    return cacheStatus.contains("collapsed") ? "coalesced" : "loaded";
  }

  /** Whether this is what was asked for; otherwise it must be an error that is due. */
  private boolean isExpected(
      String kind,
      MemberProcess gateway,
      long sentNanos,
      HttpResponse<String> response,
      String how) {
    int status = response.statusCode();
    if (status == 200) {
      tally.count(kind, "200 " + how);
      return true;
    }
    String body = response.body();
    boolean mayBeIsolated = kind.equals("write") && rejectsWrites && !isCalm;
    boolean isDue =
        (mayBeIsolated && body.contains(PROBLEM + "isolated"))
            || (gateway.isEnding() && body.contains(PROBLEM + "shutting-down"))
            || (gateway.wasPausedSince(sentNanos - DOUBT.toNanos())
                && body.contains(PROBLEM + "upstream-"));
    String problem = body.replaceAll("(?s).*" + PROBLEM + "([a-z-]+).*", "$1");
    boolean isSent = response.headers().firstValue("Retry-After").isEmpty();
    tally.count(kind, status + " " + problem + (isSent ? ", sent" : ""));
    if (!isDue) {
      finding(gateway, "a " + kind + " got " + status + " " + body);
    }
    return false;
  }

  /** The version of a list, all of whose elements are those of that user, and of one version. */
  private long version(String user, String list, JsonNode elements) {
    Set<Long> versions = new TreeSet<>();
    for (JsonNode element : elements) {
      versions.add(element.path("version").asLong());
      String owner = element.path("rights").path("user").asText();
      String team = element.path("teamSlug").asText(list);
      if (!owner.equals(world.subjectOf(user)) || !team.equals(list)) {
        findings.add("%s read %s and got %s of %s".formatted(user, list, team, owner));
      }
    }
    if (versions.size() != 1) {
      findings.add("%s read %s and got the versions %s".formatted(user, list, versions));
    }
    return versions.isEmpty() ? 0 : versions.iterator().next();
  }

  private void finding(MemberProcess gateway, String what) {
    findings.add("%s: %s: %s".formatted(history.at(System.nanoTime()), gateway.name(), what));
  }
}
