package dev.bimgate.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** The filter for recorded requests at the control port, and the maximum number it returns. */
record RequestQuery(Predicate<RecordedRequest> condition, int limit) {

  private static final int LIMIT = 1_000;

  /**
   * @throws IllegalArgumentException with a message for users
   */
  static RequestQuery read(Map<String, String> query) {
    Predicate<RecordedRequest> condition = Requests.any();
    int limit = LIMIT;
    for (Map.Entry<String, String> parameter : query.entrySet()) {
      if (parameter.getKey().equals("limit")) {
        limit = number("limit", parameter.getValue());
      } else {
        condition = condition.and(one(parameter.getKey(), parameter.getValue()));
      }
    }
    return new RequestQuery(condition, limit);
  }

  /** Their number, and the latest of them, oldest first. */
  JsonObject answer(Recorder recorder) {
    List<RecordedRequest> found = recorder.matching(condition);
    JsonArray shown = new JsonArray();
    found.stream().skip(Math.max(0, found.size() - limit)).forEach(each -> shown.add(json(each)));
    return new JsonObject().put("count", found.size()).put("requests", shown);
  }

  private static Predicate<RecordedRequest> one(String name, String value) {
    return switch (name) {
      case "server" -> {
        RecordedRequest.Server server = ControlRoutes.serverOf(value);
        yield request -> request.server() == server;
      }
      case "path" -> RuleWords.path(value);
      case "method" -> request -> request.method().equals(value);
      case "user" -> Requests.by(value);
      case "status" -> {
        int status = number(name, value);
        yield request -> request.answerStatus() == status;
      }
      case "since" -> {
        Instant since = instant(value);
        yield request -> !request.arrivedAt().isBefore(since);
      }
      default ->
          throw new IllegalArgumentException(
              name + " is not known; known are server, path, method, user, status, since, limit");
    };
  }

  /** Headers that hold credentials are left out. */
  private static JsonObject json(RecordedRequest request) {
    JsonArray fields = new JsonArray();
    for (Map.Entry<String, String> field : request.fields()) {
      if (!field.getKey().equalsIgnoreCase("Authorization")) {
        fields.add(JsonArray.of(field.getKey(), field.getValue()));
      }
    }
    return new JsonObject()
        .put("server", request.server().word())
        .put("method", request.method())
        .put("target", request.target())
        .put("user", request.user().orElse(null))
        .put("arrivedAt", request.arrivedAt().toString())
        .put("state", request.state().name().toLowerCase(Locale.ROOT))
        .put("status", request.answerStatus())
        .put("answerBytes", request.answerBytes())
        .put("bodyLength", request.bodyLength())
        .put("bodySha256", request.bodySha256())
        .put("fields", fields);
  }

  private static int number(String name, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is a whole number", e);
    }
  }

  private static Instant instant(String value) {
    try {
      return Instant.parse(value);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("since is an instant such as 2026-01-05T08:00:00Z", e);
    }
  }
}
