package dev.bimgate.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A real Prometheus with the configuration that we ship, on a free loopback port.
 *
 * @param directory of its configuration
 */
public record Prometheus(Program program, URI url, Path directory) implements AutoCloseable {

  private static final Pattern LISTENING = Pattern.compile("msg=\"?Listening on\"? address=(\\S+)");

  /** Of a range, an offset, or how long a condition has to hold or an alert outlasts it. */
  private static final Pattern MINUTES =
      Pattern.compile("(\\[|\\boffset |\\b(?:keep_firing_)?for: )(\\d+)m\\b");

  private static final Pattern TARGETS = Pattern.compile("targets: \\[.*]");

  private static final Pattern READY = Pattern.compile("Server is ready to receive web requests");

  /** What a fresh sample may take; far longer than any does. */
  private static final int MOST_QUESTIONS = 600;

  private static final long NANOS_BETWEEN_QUESTIONS = 100_000_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Starts one that scrapes this management port, with our rules, sixty times as fast.
   *
   * <p>The rules come once it has scraped: it takes five seconds until it looks at its targets,
   * which would count as minutes.
   */
  static Prometheus start(Path directory, URI management) throws IOException {
    return start(directory, List.of(management));
  }

  /** The same for several management ports. */
  public static Prometheus start(Path directory, List<URI> managements) throws IOException {
    return start(directory, managements, "");
  }

  /** The same; it sends what fires to that Alertmanager. */
  static Prometheus start(Path directory, List<URI> managements, Alertmanager alertmanager)
      throws IOException {
    return start(directory, managements, '"' + alertmanager.url().getAuthority() + '"');
  }

  private static Prometheus start(Path directory, List<URI> managements, String alertmanagers)
      throws IOException {
    Path configuration = directory.resolve("prometheus.yml");
    Files.writeString(configuration, adapted(managements, alertmanagers));
    Files.writeString(directory.resolve("rules.yml"), "groups: []\n");
    Program program =
        Program.start(
            directory,
            List.of(
                "prometheus",
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.enable-lifecycle",
                "--web.listen-address=127.0.0.1:0"));
    String address = program.awaitLine(LISTENING).group(1);
    program.awaitLine(READY);
    Prometheus started = new Prometheus(program, URI.create("http://" + address), directory);
    started.awaitValue("sum(up)", managements.size());
    Files.writeString(directory.resolve("rules.yml"), fast(installedRules()));
    started.reload();
    return started;
  }

  /** Our rules as deployment/README.md says how to install them. */
  private static String installedRules() throws IOException {
    String command = Repository.documentedInstallation();
    String filled = command.substring(0, command.indexOf(" > "));
    return String.join("\n", Program.run(Repository.ROOT, List.of("sh", "-c", filled)).lines());
  }

  /** Takes its target away, as service discovery does with an instance that is gone. */
  void forgetTarget() throws IOException {
    Path configuration = directory.resolve("prometheus.yml");
    String known = Files.readString(configuration);
    Files.writeString(configuration, TARGETS.matcher(known).replaceFirst("targets: []"));
    reload();
  }

  private void reload() {
    HttpResponse<String> response =
        Http.send(
            HttpRequest.newBuilder(url.resolve("/-/reload")).POST(BodyPublishers.noBody()),
            BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IllegalStateException("not reloaded: " + response.body());
    }
  }

  /** Our configuration with these targets and faster, and nothing else changed. */
  private static String adapted(List<URI> managements, String alertmanagers) throws IOException {
    String shipped = Files.readString(Repository.PROMETHEUS_CONFIGURATION);
    String targets =
        managements.stream().map(URI::getAuthority).collect(Collectors.joining("\", \""));
    String scraped = replaced(shipped, "localhost:9000", targets);
    String alerting = replaced(scraped, "\"localhost:9093\"", alertmanagers);
    String scraping = replaced(alerting, "scrape_interval: 15s", "scrape_interval: 250ms");
    return replaced(scraping, "evaluation_interval: 15s", "evaluation_interval: 250ms");
  }

  /** Rules in which a second stands for each minute; all their durations are whole minutes. */
  private static String fast(String rules) {
    return MINUTES.matcher(rules).replaceAll("$1$2s");
  }

  static String replaced(String text, String once, String with) {
    if (text.split(Pattern.quote(once), -1).length != 2) {
      throw new IllegalStateException("not exactly one " + once + " in " + text);
    }
    return text.replace(once, with);
  }

  /**
   * Asks until the query has this value, and returns the last answer.
   *
   * <p>A foreign program tells nobody when it has scraped: it can only be asked again.
   */
  public OptionalDouble awaitValue(String query, double expected) {
    OptionalDouble value = OptionalDouble.empty();
    for (int i = 0; i < MOST_QUESTIONS && !value.equals(OptionalDouble.of(expected)); i++) {
      LockSupport.parkNanos(NANOS_BETWEEN_QUESTIONS);
      value = value(query);
    }
    return value;
  }

  /** The value of a query whose result is one sample; none when there is no sample. */
  public OptionalDouble value(String query) {
    JsonNode samples = samples(query);
    return samples.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(samples.required(0).required("value").required(1).asDouble());
  }

  /** Goes on with the load until all of these alerts fire, and returns all that do. */
  public Set<String> awaitAlerts(Set<String> expected, Runnable load) {
    Set<String> firing = Set.of();
    for (int i = 0; i < MOST_QUESTIONS && !firing.containsAll(expected); i++) {
      load.run();
      LockSupport.parkNanos(NANOS_BETWEEN_QUESTIONS);
      firing = alerts("ALERTS{alertstate=\"firing\"}");
    }
    return firing;
  }

  /** The names of the alerts in the result of a query. */
  Set<String> alerts(String query) {
    Set<String> names = new TreeSet<>();
    samples(query)
        .forEach(sample -> names.add(sample.required("metric").required("alertname").textValue()));
    return names;
  }

  /** Where each alert says that its runbook is. */
  List<String> runbookUrls() {
    return data("/api/v1/rules?type=alert").findValuesAsText("runbook_url");
  }

  /**
   * The series of a query, each with {@code values}, one for each second since that time.
   *
   * @throws IllegalArgumentException if it is not valid
   */
  public List<JsonNode> series(String query, Instant since) {
    List<JsonNode> series = new ArrayList<>();
    data("/api/v1/query_range?query=%s&start=%s&end=%s&step=1"
            .formatted(encoded(query), since, Instant.now()))
        .required("result")
        .forEach(series::add);
    return series;
  }

  private JsonNode samples(String query) {
    return data("/api/v1/query?query=" + encoded(query)).required("result");
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }

  private JsonNode data(String path) {
    String response = Http.get(url.resolve(path)).body();
    try {
      return JSON.readTree(response).required("data");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON from Prometheus: " + response, e);
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
