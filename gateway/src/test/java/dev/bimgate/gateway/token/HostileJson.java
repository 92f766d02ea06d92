package dev.bimgate.gateway.token;

import static dev.bimgate.gateway.token.result.RejectionReason.DUPLICATE_MEMBER;
import static dev.bimgate.gateway.token.result.RejectionReason.NOT_JSON;

import dev.bimgate.gateway.token.result.RejectionReason;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Headers and payloads that are not strict JSON objects. */
final class HostileJson {

  private static final List<String> BAD_NUMBERS =
      List.of("01", "+1", "1.", ".5", "0x10", "NaN", "Infinity", "-Infinity", "1e", "1_0", "-");

  private static final List<String> BAD_LITERALS =
      List.of(
          "True",
          "nul",
          "undefined",
          "'x'",
          "\"\\x\"",
          "\"\\u12\"",
          "\"a\tb\"",
          "\"a\nb\"",
          "\"\u0000\"",
          "[1,]",
          "[,1]",
          "[1 2]",
          "{\"a\":1,}",
          "{a:1}",
          "{\"a\" 1}",
          "/**/1",
          "1//");

  private HostileJson() {}

  static Stream<Spoiled> rows() {
    List<String> values = Stream.concat(BAD_NUMBERS.stream(), BAD_LITERALS.stream()).toList();
    return Stream.of(
            HostileTable.each(List.of("x"), values, (n, v) -> Spoiled.header(n, v, NOT_JSON)),
            HostileTable.each(List.of("x"), values, (n, v) -> Spoiled.payload(n, v, NOT_JSON)),
            texts().map(text -> Spoiled.headerText("header " + text, old -> text, NOT_JSON)),
            texts().map(text -> Spoiled.payloadText("payload " + text, old -> text, NOT_JSON)),
            frames().map(f -> Spoiled.headerText("header framed " + f.apply("."), f, NOT_JSON)),
            frames().map(f -> Spoiled.payloadText("payload framed " + f.apply("."), f, NOT_JSON)),
            members("header", Spoiled::headerText),
            members("payload", Spoiled::payloadText))
        .flatMap(rows -> rows);
  }

  /** No objects. */
  private static Stream<String> texts() {
    return Stream.of("x", " ", "[]", "null", "true", "7", "\"{}\"", "{", "}", "[{}]", "<x/>", "{]");
  }

  /** An object with something added or missing. */
  private static Stream<UnaryOperator<String>> frames() {
    return Stream.of(
        text -> text + "x",
        text -> text + "{}",
        text -> text + ",",
        text -> text + "\u0000",
        text -> "\u0000" + text,
        text -> "\ufeff" + text,
        text -> "\u00a0" + text,
        text -> "//\n" + text,
        text -> text + "/**/",
        text -> ")]}'\n" + text,
        text -> text.substring(0, Math.max(1, text.length() - 1)),
        text -> text.replace("{", "{,"),
        text -> text.replace("\"", "'"),
        text -> text.replace(":", "="));
  }

  private static Stream<Spoiled> members(String part, RowMaker maker) {
    String deep = "[".repeat(20) + "]".repeat(20);
    return Stream.of(
        maker.row(part + " of 21 levels", text -> Spoiled.with(text, "x", deep), NOT_JSON),
        maker.row(
            part + " with a number of 1,001 digits",
            text -> Spoiled.with(text, "x", "1".repeat(1_001)),
            NOT_JSON),
        maker.row(part + " with a name twice", twice("\"x\":1,\"x\":1"), DUPLICATE_MEMBER),
        maker.row(
            part + " with a name twice, escaped", twice("\"x\":1,\"\\u0078\":1"), DUPLICATE_MEMBER),
        maker.row(
            part + " with a name twice inside", twice("\"x\":{\"a\":1,\"a\":1}"), DUPLICATE_MEMBER),
        maker.row(
            part + " with its members twice",
            text -> text.replaceFirst("}$", "," + text.substring(1)),
            DUPLICATE_MEMBER));
  }

  private static UnaryOperator<String> twice(String members) {
    return text -> text.substring(0, text.length() - 1) + "," + members + "}";
  }

  private interface RowMaker {
    Spoiled row(String what, UnaryOperator<String> change, RejectionReason cause);
  }
}
