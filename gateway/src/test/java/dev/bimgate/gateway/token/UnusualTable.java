package dev.bimgate.gateway.token;

import dev.bimgate.gateway.token.result.RejectionReason;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Tokens that must be accepted, though an overly strict reader might reject them. */
public final class UnusualTable {

  /** Values of unknown members. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-0",
          "-1.5e-3",
          "1E+2",
          "1e999999999",
          "12345678901234567890123",
          "\"\"",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "\"\\/\\b\\f\\n\\r\\t\\\"\\\\\"",
          "\"\u00e9\u4e2d\"",
          "[]",
          "[[],{}]",
          "{\"\":{\"alg\":\"none\",\"crit\":1}}");

  private UnusualTable() {}

  /**
   * All rows.
   *
   * @param now when the tokens are sent, in seconds since the epoch
   */
  public static Stream<Spoiled> rows(long now) {
    return Stream.of(headers(), numbers(now), claims(), forms()).flatMap(rows -> rows);
  }

  private static Stream<Spoiled> headers() {
    Stream<String> types =
        Stream.of("JWT", "jwt", "Jwt", "at+jwt", "AT+JWT", "application/jwt", "APPLICATION/At+Jwt");
    return Stream.of(
            types.map(type -> header("typ", "\"" + type + "\"")),
            VALUES.stream().map(value -> header("x", value)),
            Stream.of("x5t", "x5t#S256", "nonce", "iss", "sub", "aud", "url", "epk", "p2c", "apu")
                .map(name -> header(name, "\"x\"")),
            Stream.of(headerText("no typ", text -> Spoiled.without(text, "typ"))))
        .flatMap(rows -> rows);
  }

  private static Stream<Spoiled> numbers(long now) {
    String later = "" + (now + 300);
    List<String> ends =
        List.of(
            later + ".0",
            later + ".999999999",
            later + "e0",
            later + "E+0",
            (now + 300) * 10 + "e-1",
            "1e10",
            "9e18",
            "9223372036854775807",
            "" + (now - 59),
            "" + (now - 59) + ".5");
    List<String> starts =
        List.of(
            "" + now,
            now + ".5",
            "" + (now + 59),
            "0",
            "-0",
            "-1",
            "-9e18",
            "1e-400",
            "-9223372036854775808",
            (now - 1) + ".999999999");
    UnaryOperator<String> noStart = text -> Spoiled.without(Spoiled.without(text, "iat"), "nbf");
    return Stream.of(
            ends.stream().map(v -> text("exp " + v, t -> Spoiled.with(noStart.apply(t), "exp", v))),
            starts.stream().map(value -> payload("nbf", value)),
            starts.stream().map(value -> payload("iat", value)))
        .flatMap(rows -> rows);
  }

  private static Stream<Spoiled> claims() {
    return Stream.of(
            VALUES.stream().map(value -> payload("x", value)),
            Stream.of(
                    "groups",
                    "roles",
                    "events",
                    "nonce",
                    "at_hash",
                    "realm_access",
                    "act",
                    "client")
                .map(name -> payload(name, "7")),
            Stream.of("\"\"", "[]", "\"account\"", "[\"account\",\"x\"]", "[\"x\",\"x\"]", "[\"\"]")
                .map(value -> payload("aud", value)),
            Stream.of("\"\"", "\" \"", "\"a\"", "\" a  b \"", "\"a a\"", "\"a\\tb\"", "\"\u00e9\"")
                .map(value -> payload("scope", value)),
            Stream.of("\" \"", "\"\\u0000\"", "\"\\ud83d\\ude00\"", "\"" + "s".repeat(2_000) + "\"")
                .map(value -> payload("sub", value)),
            Stream.of("aud", "iat", "nbf", "scope", "sid", "jti", "realm_access", "auth_time")
                .map(name -> text("no " + name, text -> Spoiled.without(text, name))))
        .flatMap(rows -> rows);
  }

  private static Stream<Spoiled> forms() {
    String deep = "[".repeat(19) + "]".repeat(19);
    return Stream.of(
        headerText("white space in the header", UnusualTable::spaced),
        text("white space in the payload", UnusualTable::spaced),
        headerText(
            "an escaped name in the header", text -> text.replace("\"alg\"", "\"\\u0061lg\"")),
        text("an escaped name in the payload", text -> text.replace("\"sub\"", "\"\\u0073ub\"")),
        text("escaped slashes", text -> text.replace("/", "\\/")),
        headerText("20 levels in the header", text -> Spoiled.with(text, "x", deep)),
        text("20 levels in the payload", text -> Spoiled.with(text, "x", deep)),
        text("600 members", UnusualTable::manyMembers),
        text("a payload of 5 KB", text -> Spoiled.with(text, "x", "\"" + "x".repeat(5_000) + "\"")),
        text("client_id in place of azp", text -> text.replace("\"azp\"", "\"client_id\"")));
  }

  private static String spaced(String text) {
    return " \t\r\n" + text.replace("{", "{ \n").replace("\":", "\" :\t") + "\r\n ";
  }

  private static String manyMembers(String text) {
    StringBuilder more = new StringBuilder(text.substring(0, text.length() - 1));
    for (int i = 0; i < 600; i++) {
      more.append(",\"").append(Integer.toString(i, 36)).append("\":").append(i % 10);
    }
    return more.append('}').toString();
  }

  private static Spoiled header(String name, String json) {
    return Spoiled.header(name, json, RejectionReason.UNEXPECTED).admitted();
  }

  private static Spoiled payload(String name, String json) {
    return Spoiled.payload(name, json, RejectionReason.UNEXPECTED).admitted();
  }

  private static Spoiled headerText(String what, UnaryOperator<String> change) {
    return Spoiled.headerText(what, change, RejectionReason.UNEXPECTED).admitted();
  }

  private static Spoiled text(String what, UnaryOperator<String> change) {
    return Spoiled.payloadText(what, change, RejectionReason.UNEXPECTED).admitted();
  }
}
