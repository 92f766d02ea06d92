package dev.bimgate.deployment.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bimgate.deployment.Repository;
import dev.bimgate.deployment.dashboards.Expression.LabelMatcher;
import dev.bimgate.deployment.dashboards.Expression.Selector;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The time series that a Prometheus with our rules has of gateways: those of docs/metrics.md, which
 * is generated from the code, those that the rules record, and a few of the JVM.
 */
final class KnownSeries {

  /** Those that the dashboards read of Prometheus itself, Micrometer and Quarkus. */
  private static final Map<String, Set<String>> COMMON =
      Map.of(
          "up", Set.of(),
          "process_start_time_seconds", Set.of(),
          "process_cpu_usage", Set.of(),
          "process_files_open_files", Set.of(),
          "process_files_max_files", Set.of(),
          "jvm_gc_overhead", Set.of(),
          "jvm_gc_live_data_size_bytes", Set.of(),
          "jvm_gc_max_data_size_bytes", Set.of(),
          "jvm_memory_committed_bytes", Set.of("area", "id"),
          "netty_allocator_memory_used", Set.of("allocator_type", "memory_type", "name"));

  private static final Pattern METER =
      Pattern.compile("^\\| `([a-z.]+)` \\| \\w+ \\| ([^|]*) \\| [^|]* \\| (.*) \\|$");

  private static final Pattern SECTION = Pattern.compile("^## `(\\w+)` of `([a-z.]+)`$");
  private static final Pattern VALUE = Pattern.compile("^\\| `([a-z_0-9]+)` \\|.*");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** By name: the labels, each with its values; none stand for any. */
  private final Map<String, Map<String, Set<String>>> series = new HashMap<>();

  /** By name of a meter: the names of its series. */
  private final Map<String, List<String>> meters = new TreeMap<>();

  static KnownSeries read() throws IOException {
    KnownSeries known = new KnownSeries();
    known.readMeters(Files.readAllLines(Repository.ROOT.resolve("docs/metrics.md")));
    new Rules().recording().forEach(known::addRecorded);
    COMMON.forEach((name, labels) -> known.addScraped(name, labels.stream()));
    known.add("ALERTS", Stream.of("job", "alertname", "alertstate", "severity"));
    return known;
  }

  /** The names of series by those of the gateway's meters. */
  Map<String, List<String>> meters() {
    return meters;
  }

  /** Whether series of that name differ by instance. */
  boolean isPerInstance(String name) {
    return labels(name).containsKey("instance");
  }

  /** What is wrong with the names in an expression: one line each. */
  List<String> unknownIn(Expression expression) {
    List<String> faults = new ArrayList<>();
    Set<String> labels = new TreeSet<>();
    for (Selector selector : expression.selectors()) {
      if (series.containsKey(selector.name())) {
        selector.matchers().stream()
            .filter(matcher -> !isKnown(matcher, labels(selector.name())))
            .forEach(matcher -> faults.add(selector.name() + " has no " + matcher));
      } else {
        faults.add("no such series: " + selector.name());
      }
      labels.addAll(labels(selector.name()).keySet());
    }
    expression.groupingLabels().stream()
        .filter(label -> !labels.contains(label))
        .forEach(label -> faults.add("no such label: " + label));
    return faults;
  }

  /** The labels of a series of that name; none if there is no such series. */
  Map<String, Set<String>> labels(String name) {
    return series.getOrDefault(name, Map.of());
  }

  /** Whether the label exists and each alternative matches one of its values. */
  private static boolean isKnown(LabelMatcher matcher, Map<String, Set<String>> labels) {
    Set<String> values = labels.get(matcher.label());
    if (values == null) {
      return false;
    }
    boolean isAny = values.isEmpty() || matcher.value().isEmpty();
    String[] alternatives =
        matcher.operator().endsWith("~")
            ? matcher.value().split("\\|", -1)
            : new String[] {Pattern.quote(matcher.value())};
    return isAny
        || Stream.of(alternatives)
            .allMatch(one -> values.stream().anyMatch(value -> value.matches(one)));
  }

  private void readMeters(List<String> lines) {
    Set<String> values = new TreeSet<>();
    for (String line : lines) {
      Matcher meter = METER.matcher(line);
      Matcher section = SECTION.matcher(line);
      Matcher value = VALUE.matcher(line);
      if (meter.matches()) {
        List<String> names = codes(meter.group(3)).toList();
        meters.put(meter.group(1), names);
        names.forEach(name -> addScraped(name, codes(meter.group(2))));
      } else if (section.matches()) {
        values = new TreeSet<>();
        for (String name : meters.getOrDefault(section.group(2), List.of())) {
          series.getOrDefault(name, new HashMap<>()).put(section.group(1), values);
        }
      } else if (value.matches()) {
        values.add(value.group(1));
      }
    }
  }

  private void addRecorded(JsonNode rule) {
    Set<String> labels =
        new TreeSet<>(Expression.of(rule.required("expr").textValue()).groupingLabels());
    if (labels.isEmpty()) {
      labels.addAll(Set.of("job", "instance"));
    }
    rule.path("labels").fieldNames().forEachRemaining(labels::add);
    add(rule.required("record").textValue(), labels.stream());
  }

  private void addScraped(String name, Stream<String> labels) {
    Stream<String> own = name.endsWith("_bucket") ? Stream.of("le") : Stream.empty();
    add(name, Stream.of(Stream.of("job", "instance"), own, labels).flatMap(all -> all));
  }

  private void add(String name, Stream<String> labels) {
    Map<String, Set<String>> all = new HashMap<>();
    labels.forEach(label -> all.put(label, Set.of()));
    series.put(name, all);
  }

  private static Stream<String> codes(String text) {
    return CODE.matcher(text).results().map((MatchResult code) -> code.group(1));
  }
}
