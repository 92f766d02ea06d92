package dev.bimgate.gateway.race;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Judges mixed requests: what a list must not be.
 *
 * <p>A list is too old when its version is below that of a write whose response had arrived before
 * the list was requested; the version is taken from the response to the write itself, so nothing
 * has to be guessed about their order.
 */
final class Oracle {

  private static final Pattern USER = Pattern.compile("\"user\":\"([^\"]+)\"");
  private static final Pattern TEAM = Pattern.compile("\"teamSlug\":\"([^\"]+)\"");
  private static final Pattern VERSION = Pattern.compile("\"version\":(\\d+)");

  private final Map<String, Long> answered = new ConcurrentHashMap<>();
  private final Queue<String> findings = new ConcurrentLinkedQueue<>();

  /** The lowest version that a list of this team may have if it is requested from now on. */
  long floor(String team) {
    return answered.getOrDefault(team, 1L);
  }

  /** A write of this team got its response, and made the version in it. */
  void written(String team, String response) {
    for (String version : all(VERSION, response)) {
      answered.merge(team, Long.parseLong(version), Math::max);
    }
  }

  /** Judges a list. */
  void read(String team, String subject, long floor, String list) {
    expectOnly(USER, list, subject, "rights of another user");
    expectOnly(TEAM, list, team, "projects of another team");
    List<String> versions = all(VERSION, list);
    if (versions.isEmpty()) {
      findings.add("an empty list of " + team);
    } else if (versions.stream().distinct().count() > 1) {
      findings.add("one list of two times: " + versions);
    } else if (Long.parseLong(versions.get(0)) < floor) {
      findings.add("a list of " + team + " with " + versions.get(0) + " after " + floor);
    }
  }

  void found(String what) {
    findings.add(what);
  }

  List<String> findings() {
    return List.copyOf(findings);
  }

  private void expectOnly(Pattern pattern, String text, String expected, String otherwise) {
    for (String value : all(pattern, text)) {
      if (!value.equals(expected)) {
        findings.add(otherwise + ": " + value + " instead of " + expected);
        return;
      }
    }
  }

  private static List<String> all(Pattern pattern, @Nullable String text) {
    List<String> values = new ArrayList<>();
    Matcher matcher = pattern.matcher(text == null ? "" : text);
    while (matcher.find()) {
      values.add(Objects.requireNonNull(matcher.group(1)));
    }
    return values;
  }
}
