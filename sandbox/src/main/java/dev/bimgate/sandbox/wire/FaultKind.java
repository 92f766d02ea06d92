package dev.bimgate.sandbox.wire;

import static dev.bimgate.sandbox.wire.Parameter.choice;
import static dev.bimgate.sandbox.wire.Parameter.fields;
import static dev.bimgate.sandbox.wire.Parameter.flag;
import static dev.bimgate.sandbox.wire.Parameter.text;
import static dev.bimgate.sandbox.wire.Parameter.whole;

import dev.bimgate.sandbox.wire.Fault.BrokenChunks.Flaw;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** All faults that need no gate, by name; the table in the sandbox's README is made of it. */
public enum FaultKind {
  STATUS(
      "this response instead; the request changes nothing; a status below 200 is final",
      values -> instead(values.whole("status"), values.fields("fields"), values.text("body")),
      whole("status", 503, 0, 999),
      fields("fields", Words.JSON),
      text("body", Words.BODY)),
  NOT_MODIFIED(
      "304, even to an unconditional request", values -> instead(304, Map.of(), Words.NOTHING)),
  TOO_MANY(
      "429 with `Retry-After`, in seconds or as an HTTP date",
      values ->
          instead(
              429,
              Map.of("Content-Type", "application/json", "Retry-After", values.text("retryAfter")),
              Words.BODY),
      text("retryAfter", "7")),
  HTML(
      "an HTML page instead of JSON",
      values ->
          instead(
              values.whole("status"),
              Map.of("Content-Type", "text/html; charset=utf-8"),
              "<!doctype html><title>Sorry</title><p>We are working on it.</p>"),
      whole("status", 200, 200, 599)),
  REDIRECT(
      "302 to another URL",
      values -> instead(302, Map.of("Location", values.text("to")), Words.NOTHING),
      text("to", "http://127.0.0.1:1/elsewhere")),
  EARLY_ANSWER(
      "a status before the request body is read; then the connection is closed,"
          + " or the body discarded",
      values ->
          values.flag("close")
              ? new Fault.EarlyAndClosed((int) values.whole("status"))
              : instead(values.whole("status"), Words.JSON, Words.BODY),
      whole("status", 413, 200, 599),
      flag("close", true)),
  DELAY(
      "the right response, made at once, sent after a delay",
      values -> new Fault.Delay(values.whole("millis")),
      whole("millis", 1_000, 0, 3_600_000)),
  HANG(
      "no response; the request body is read, or not",
      values -> new Fault.Hang(values.flag("readsBody")),
      flag("readsBody", true)),
  REFUSED(
      "the port is closed with all its connections for that time; 0: until switched on",
      values -> new Fault.Refuse(values.whole("millis")),
      whole("millis", 1_000, 0, 3_600_000)),
  DROP("the connection is closed (FIN), the request ignored", values -> new Fault.Drop()),
  RESET(
      "the request is processed, then the connection reset (RST): before the headers,"
          + " or after so many bytes of the body",
      values ->
          values.whole("afterBytes") < 0
              ? new Fault.ResetBeforeHead()
              : new Fault.ResetBody(values.whole("afterBytes")),
      whole("afterBytes", -1, -1, Long.MAX_VALUE)),
  CUT_BODY(
      "the connection is closed (FIN) after so many bytes of the body",
      values -> new Fault.CutBody(values.whole("afterBytes")),
      whole("afterBytes", 100, 0, Long.MAX_VALUE)),
  WRONG_LENGTH(
      "`Content-Length` is too large by so many bytes, and the connection is closed;"
          + " below 0: too small, and the surplus follows on an open connection",
      values -> new Fault.WrongLength((int) values.whole("bytes")),
      whole("bytes", 10, -1_000_000, 1_000_000)),
  BROKEN_CHUNKS(
      "chunked, and after so many bytes an invalid size, garbage,"
          + " or a close without the last chunk",
      values ->
          new Fault.BrokenChunks(
              Flaw.valueOf(values.text("flaw").replace('-', '_').toUpperCase(Locale.ROOT)),
              values.whole("afterBytes")),
      choice("flaw", "bad-size", "garbage", "no-last"),
      whole("afterBytes", 50, 0, Long.MAX_VALUE)),
  DRIP(
      "the body of the right response at so many bytes a second",
      values -> new Fault.Drip(values.whole("bytesPerSecond")),
      whole("bytesPerSecond", 100, 1, 1_000_000_000)),
  BAD_FIELD(
      "the right response with a malformed header",
      values -> new Fault.InHead(Words.fieldOutOfForm(values.text("form"))),
      choice("form", "nul", "bare-cr", "space-in-name", "folded", "no-colon")),
  HUGE_FIELD(
      "the right response with one header of so many bytes",
      values -> new Fault.InHead("X-Huge: " + "h".repeat((int) values.whole("bytes")) + "\r\n"),
      whole("bytes", 100_000, 1, 100_000_000)),
  MANY_FIELDS(
      "the right response with so many more headers",
      values -> new Fault.InHead(Words.manyFields(values.whole("count"))),
      whole("count", 10_000, 1, 1_000_000)),
  ENDLESS_HEAD("headers without end", values -> new Fault.EndlessHead()),
  INTERIM(
      "an unsolicited interim response, then the right one",
      values -> new Fault.Interim((int) values.whole("status"), values.fields("fields")),
      whole("status", 103, 100, 199),
      fields("fields", Map.of("Link", "</style.css>; rel=preload"))),
  GZIP(
      "the right response in gzip, even without `Accept-Encoding`", values -> new Fault.Gzipped(0)),
  CUT_GZIP(
      "the same without its last bytes, with the correct `Content-Length`",
      values -> new Fault.Gzipped((int) values.whole("missingBytes")),
      whole("missingBytes", 20, 1, 1_000_000)),
  CUT_JSON(
      "the first bytes of the right body, with the correct `Content-Length`",
      values -> new Fault.Shortened((int) values.whole("bytes")),
      whole("bytes", 50, 0, 1_000_000_000)),
  GARBLE("the right headers, and a body that is no JSON", values -> new Fault.Garble()),
  PADDED(
      "the right response padded with spaces to so many bytes: a key set, discovery document"
          + " or list that is too long",
      values -> new Fault.Padded((int) values.whole("bytes")),
      whole("bytes", 1_100_000, 0, 100_000_000));

  private final String meaning;
  private final Function<Values, Fault> fault;
  private final List<Parameter> parameters;

  FaultKind(String meaning, Function<Values, Fault> fault, Parameter... parameters) {
    this.meaning = meaning;
    this.fault = fault;
    this.parameters = List.of(parameters);
  }

  /** Its name on the page. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The fault with these parameters, as name, value, name, value; others as by default.
   *
   * @throws IllegalArgumentException with the reason
   */
  public Fault with(Object... pairs) {
    JsonObject given = new JsonObject();
    for (int i = 0; i < pairs.length; i += 2) {
      given.put((String) pairs[i], pairs[i + 1]);
    }
    refuseUnknown(given);
    return fault.apply(new Values(parameters, given));
  }

  /** The row of this kind on the page. */
  String row() {
    List<String> shown = parameters.stream().map(Parameter::shown).toList();
    return "| `" + word() + "` | " + String.join("<br>", shown) + " | " + meaning + " |";
  }

  private void refuseUnknown(JsonObject words) {
    for (String name : words.fieldNames()) {
      if (parameters.stream().noneMatch(parameter -> parameter.name().equals(name))) {
        throw new IllegalArgumentException(word() + " has no parameter " + name);
      }
    }
  }

  private static Fault instead(long status, Map<String, String> fields, String body) {
    return new Fault.Instead((int) status, fields, body);
  }

  /** The values of a kind's parameters, of the form that each wants. */
  private record Values(List<Parameter> parameters, JsonObject words) {

    long whole(String name) {
      return ((Number) value(name)).longValue();
    }

    boolean flag(String name) {
      return value(name).equals(true);
    }

    String text(String name) {
      return value(name).toString();
    }

    Map<String, String> fields(String name) {
      Map<String, String> fields = new TreeMap<>();
      ((Map<?, ?>) value(name))
          .forEach((key, value) -> fields.put(String.valueOf(key), String.valueOf(value)));
      return fields;
    }

    private Object value(String name) {
      for (Parameter parameter : parameters) {
        if (parameter.name().equals(name)) {
          return parameter.in(words);
        }
      }
      throw new IllegalStateException("no parameter " + name);
    }
  }

  /** Texts of the table; an enum's constants cannot use its own static fields. */
  private static final class Words {
    private static final String NOTHING = "";
    private static final String BODY =
        "{\"error\":{\"type\":\"Fault\",\"message\":\"on purpose\"}}";
    private static final Map<String, String> JSON =
        Map.of("Content-Type", "application/json; charset=utf-8");

    private static String fieldOutOfForm(String form) {
      return switch (form) {
        case "nul" -> "X-Bad: a\u0000b\r\n";
        case "bare-cr" -> "X-Bad: a\rb\r\n";
        case "space-in-name" -> "X Bad: a\r\n";
        case "folded" -> "X-Bad: a\r\n b\r\n";
        default -> "X-Bad\r\n";
      };
    }

    private static String manyFields(long count) {
      StringBuilder lines = new StringBuilder();
      for (long number = 0; number < count; number++) {
        lines.append("X-Many-").append(number).append(": many\r\n");
      }
      return lines.toString();
    }
  }
}
