package dev.bimgate.deployment;

import dev.bimgate.deployment.peers.Waiting;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.Tokens;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A gateway that runs in front of a sandbox, on free loopback ports that it chose itself.
 *
 * @param traffic its address without a path, as for all clients
 * @param management the address of health and metrics
 */
public record RunningGateway(Program program, URI traffic, URI management)
    implements AutoCloseable {

  private static final Pattern LISTENING =
      Pattern.compile(
          "Listening on: (https?://\\S+?)\\. Management interface listening on (\\S+?)\\.(?:\"|$)");

  private static final Pattern HAS_KEYS =
      Pattern.compile("\"issuer-keys\"[^}]*\"degraded\": false");

  private static final Pattern DEGRADED = Pattern.compile("\"degraded\"\\s*:\\s*(true|false)");

  /**
   * The packaged gateway as a process of its own, with 256 MB of heap at most; it has the issuer's
   * keys.
   */
  static RunningGateway packaged(Sandbox sandbox, Path directory) {
    return packaged(sandbox, directory, Map.of());
  }

  /** The same with settings of its own. */
  public static RunningGateway packaged(Sandbox sandbox, Path directory, Map<String, String> own) {
    RunningGateway gateway = packagedWithoutKeys(sandbox, directory, own);
    gateway.awaitKeys();
    return gateway;
  }

  /** The same for a test that loads it for long: it compiles as in production. */
  public static RunningGateway packagedForLoad(
      Sandbox sandbox, Path directory, Map<String, String> own) {
    RunningGateway gateway =
        packaged(sandbox, directory, own, java("-Xmx256m", "-XX:TieredStopAtLevel=4"));
    gateway.awaitKeys();
    return gateway;
  }

  /** A gateway as soon as it listens; its issuer may be away. */
  public static RunningGateway packagedWithoutKeys(
      Sandbox sandbox, Path directory, Map<String, String> own) {
    return packaged(sandbox, directory, own, java("-Xmx256m"));
  }

  private static RunningGateway packaged(
      Sandbox sandbox, Path directory, Map<String, String> own, List<String> java) {
    Map<String, String> settings = settings(sandbox);
    settings.putAll(own);
    List<String> command = new ArrayList<>(java);
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-jar", Repository.GATEWAY_JAR.toString()));
    return started(Program.start(directory, command));
  }

  /**
   * The gateway of a program that has been started, once it listens; it is ended if it fails to.
   */
  public static RunningGateway started(Program program) {
    try {
      MatchResult listening = program.awaitLine(LISTENING);
      return new RunningGateway(
          program, URI.create(listening.group(1)), URI.create(listening.group(2)));
    } catch (IllegalStateException failed) {
      program.close();
      throw failed;
    }
  }

  /** The settings of a gateway in front of this sandbox. */
  static Map<String, String> settings(Sandbox sandbox) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("bimplus.url", sandbox.apiUrl().toString());
    settings.put("bimplus.oidc.authorized-parties", Tokens.DEFAULT_CLIENT);
    settings.put("quarkus.http.host", "127.0.0.1");
    settings.put("quarkus.http.port", "0");
    settings.put("quarkus.management.host", "127.0.0.1");
    settings.put("quarkus.management.port", "0");
    return settings;
  }

  /** The beginning of a command for the Java that runs the tests; it compiles by C1 alone. */
  public static List<String> java(String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Most programs end soon after their start, of which C2 takes nearly half the processor time.
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of(options));
    return command;
  }

  public URI url(String pathAndQuery) {
    return URI.create(traffic + pathAndQuery);
  }

  /** What a meter has now, summed over the lines that begin so. */
  public double meter(String nameAndTags) {
    return Http.get(management.resolve("/q/metrics"))
        .body()
        .lines()
        .filter(line -> line.startsWith(nameAndTags))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Returns once tokens can be verified: the first fetch of keys may have been too early. */
  public void awaitKeys() {
    URI ready = management.resolve("/q/health/ready");
    Waiting.until(() -> HAS_KEYS.matcher(Http.get(ready).body()).find());
  }

  /** Returns once it has keys, and is together with its peers. */
  public void awaitNotDegraded() {
    Waiting.until(this::isWhole);
  }

  /** Whether it is ready, has keys, and is together with its peers. */
  public boolean isWhole() {
    HttpResponse<String> ready = Http.get(management.resolve("/q/health/ready"));
    return ready.statusCode() == 200 && isNotDegraded(ready.body());
  }

  /** Whether a response of readiness says so of each part. */
  static boolean isNotDegraded(String response) {
    List<String> said = DEGRADED.matcher(response).results().map(each -> each.group(1)).toList();
    return said.contains("false") && !said.contains("true");
  }

  /** Removes all lists from the cache, or only makes them stale, by an admin call. */
  public void purge(String adminToken, boolean soft) {
    HttpResponse<String> purged =
        Http.send(
            Http.request(management.resolve("/q/gateway/purge"), "Bearer " + adminToken)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"all\":true,\"soft\":" + soft + "}")),
            BodyHandlers.ofString());
    if (purged.statusCode() != 200) {
      throw new IllegalStateException("not purged: " + purged.body());
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
