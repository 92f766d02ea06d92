package dev.bimgate.sandbox;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A rule as sent to the control port: {@code {"server": "bimplus", "method": "GET", "path":
 * "/v2/*}{@code /projects", "count": 3, "share": 0.2, "seed": 7, "fault": {"kind": "status"}}}.
 */
record RuleWords(
    RecordedRequest.Server server,
    Predicate<RecordedRequest> condition,
    Fault fault,
    int count,
    double share,
    long seed,
    JsonObject words) {

  private static final List<String> MEMBERS =
      List.of("server", "method", "path", "user", "count", "share", "seed", "fault");

  /**
   * @throws IllegalArgumentException with a message for users
   */
  static RuleWords read(JsonObject words) {
    onlyKnown(words, MEMBERS);
    if (!(words.getValue("fault") instanceof JsonObject fault)) {
      throw new IllegalArgumentException("fault is an object with a kind");
    }
    Object count = Parameter.whole("count", Integer.MAX_VALUE, 1, Integer.MAX_VALUE).in(words);
    return new RuleWords(
        ControlRoutes.serverOf(words.getValue("server", "bimplus")),
        condition(words),
        FaultKind.read(fault),
        ((Long) count).intValue(),
        share(words.getValue("share", 1)),
        (Long) Parameter.whole("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE).in(words),
        words.copy());
  }

  String addTo(Faults faults) {
    return faults.add(condition, fault, count, share, seed, words);
  }

  static void onlyKnown(JsonObject object, List<String> names) {
    for (String name : object.fieldNames()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            name + " is not known here; known are " + String.join(", ", names));
      }
    }
  }

  /** Paths in which a star matches one segment, or a part of it, and two any rest. */
  static Predicate<RecordedRequest> path(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (String part : pattern.split("(?<=\\*)(?!\\*)|(?<!\\*)(?=\\*)", -1)) {
      regex.append(
          switch (part) {
            case "*" -> "[^/]*";
            case "**" -> ".*";
            default -> Pattern.quote(part);
          });
    }
    Pattern compiled = Pattern.compile(regex.toString());
    return request -> compiled.matcher(request.path()).matches();
  }

  private static Predicate<RecordedRequest> condition(JsonObject words) {
    Predicate<RecordedRequest> condition = Requests.any();
    if (words.containsKey("path")) {
      condition = condition.and(path(text(words, "path")));
    }
    if (words.containsKey("method")) {
      String method = text(words, "method");
      condition = condition.and(request -> request.method().equals(method));
    }
    if (words.containsKey("user")) {
      condition = condition.and(Requests.by(text(words, "user")));
    }
    return condition;
  }

  private static String text(JsonObject words, String name) {
    return Parameter.text(name, "").in(words).toString();
  }

  private static double share(Object value) {
    if (!(value instanceof Number number) || number.doubleValue() < 0 || number.doubleValue() > 1) {
      throw new IllegalArgumentException("share is 0 to 1");
    }
    return number.doubleValue();
  }
}
