package dev.bimgate.gateway.token;

import static dev.bimgate.gateway.token.result.RejectionReason.ALGORITHM;
import static dev.bimgate.gateway.token.result.RejectionReason.CLAIM;
import static dev.bimgate.gateway.token.result.RejectionReason.CONTENT_CODING;
import static dev.bimgate.gateway.token.result.RejectionReason.CRIT;
import static dev.bimgate.gateway.token.result.RejectionReason.EMBEDDED_KEY;
import static dev.bimgate.gateway.token.result.RejectionReason.EXPIRED;
import static dev.bimgate.gateway.token.result.RejectionReason.KEY_ID;
import static dev.bimgate.gateway.token.result.RejectionReason.KIND;
import static dev.bimgate.gateway.token.result.RejectionReason.NOT_YET_VALID;
import static dev.bimgate.gateway.token.result.RejectionReason.SENDER_BOUND;
import static dev.bimgate.gateway.token.result.RejectionReason.UNKNOWN_KEY;
import static dev.bimgate.gateway.token.result.RejectionReason.WRONG_ISSUER;
import static dev.bimgate.gateway.token.result.RejectionReason.WRONG_PARTY;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Tokens that must be rejected, generated: each member of header and payload in each invalid form,
 * each way to corrupt JSON, base64url and a signature.
 *
 * <p>For a policy of the profile {@code keycloak} that accepts certain apps; the valid token has
 * all members that Keycloak writes and is signed with RS256.
 */
public final class HostileTable {
  private static final List<String> NO_STRING = List.of("7", "1.5", "true", "null", "[]", "{}");
  private static final List<String> NO_NUMBER = List.of("\"1\"", "\"\"", "true", "null", "[1]");
  private static final List<String> ANYTHING =
      List.of("null", "\"\"", "\"x\"", "0", "true", "[]", "[\"exp\"]", "{}");

  private static final List<String> OTHER_ALGORITHMS =
      listed(
          "none|None|NONE|nOnE|none | none|none\\u0000|HS256|HS384|HS512|hs256|EdDSA|"
              + "Ed25519|Ed448|ES256K|ES521|RS1|RS224|rs256|Rs256|RS256 | RS256|RS-256|"
              + "RS256\\u0000|RS256,HS256|SHA256withRSA|RSA1_5|RSA-OAEP|RSA-OAEP-256|dir|"
              + "A128KW|A256GCMKW|ECDH-ES|ECDH-ES+A128KW|PBES2-HS256+A128KW|ML-DSA-44|");

  private static final List<String> OTHER_HEADER_TYPES =
      listed(
          "| |JWS|JOSE|JOSE+JSON|ID|Bearer|JWT | JWT|JWT;x=1|jwt+at|at+jwt+x|rt+jwt|"
              + "logout+jwt|application/logout+jwt|secevent+jwt|dpop+jwt|entity-statement+jwt|"
              + "introspection-token+jwt|token-introspection+jwt|oauth-authz-req+jwt|kb+jwt|"
              + "vc+sd-jwt|passport|text/jwt|application/application/jwt|application/|"
              + "\\u212aWT|at+\\u0131wt");

  private static final List<String> OTHER_KINDS =
      listed(
          "ID|Refresh|Offline|Logout|Initial-Access|Registration-Access|bearer|BEARER|"
              + "Bearer | Bearer|JWT|at+jwt|DPoP|");

  private HostileTable() {}

  /**
   * All rows.
   *
   * @param now when the tokens are sent, in seconds since the epoch
   */
  public static Stream<Spoiled> rows(long now) {
    return Stream.of(
            headers(),
            claims(),
            kinds(),
            times(now),
            names(),
            HostileJson.rows(),
            HostileParts.rows())
        .flatMap(rows -> rows);
  }

  private static Stream<Spoiled> headers() {
    return Stream.of(
            each(List.of("crit", "b64"), ANYTHING, (n, v) -> Spoiled.header(n, v, CRIT)),
            each(
                List.of("jwk", "jku", "x5c", "x5u"),
                ANYTHING,
                (n, v) -> Spoiled.header(n, v, EMBEDDED_KEY)),
            each(
                List.of("zip", "cty", "enc"),
                ANYTHING,
                (n, v) -> Spoiled.header(n, v, CONTENT_CODING)),
            each(List.of("alg"), NO_STRING, (n, v) -> Spoiled.header(n, v, ALGORITHM)),
            each(
                List.of("alg"),
                quoted(OTHER_ALGORITHMS),
                (n, v) -> Spoiled.header(n, v, ALGORITHM)),
            each(List.of("kid"), NO_STRING, (n, v) -> Spoiled.header(n, v, KEY_ID)),
            each(
                List.of("kid"),
                quoted(List.of("", " ", "x", "../../dev/null", "' OR 1=1", "\\u0000", "\\ud800")),
                (n, v) -> Spoiled.header(n, v, UNKNOWN_KEY)),
            Stream.of(
                Spoiled.headerText("no alg", text -> Spoiled.without(text, "alg"), ALGORITHM)))
        .flatMap(rows -> rows);
  }

  private static Stream<Spoiled> claims() {
    return Stream.of(
            each(List.of("exp", "nbf", "iat"), NO_NUMBER, (n, v) -> Spoiled.payload(n, v, CLAIM)),
            each(
                List.of("iss", "sub", "azp", "scope", "sid", "jti"),
                NO_STRING,
                (n, v) -> Spoiled.payload(n, v, CLAIM)),
            each(
                List.of("iss", "sub", "azp", "scope", "sid", "jti"),
                quoted(List.of("\\ud800", "a\\udc00", "\\udc00\\ud800")),
                (n, v) -> Spoiled.payload(n, v, CLAIM)),
            each(
                List.of("aud"),
                List.of("7", "true", "null", "{}", "[7]", "[null]", "[[\"a\"]]", "[\"a\",{}]"),
                (n, v) -> Spoiled.payload(n, v, CLAIM)),
            each(List.of("iss", "sub"), List.of("\"\""), (n, v) -> Spoiled.payload(n, v, CLAIM)),
            Stream.of("exp", "iss", "sub")
                .map(n -> Spoiled.payloadText("no " + n, t -> Spoiled.without(t, n), CLAIM)),
            each(List.of("cnf"), ANYTHING, (n, v) -> Spoiled.payload(n, v, SENDER_BOUND)))
        .flatMap(rows -> rows);
  }

  private static Stream<Spoiled> kinds() {
    return Stream.of(
            each(List.of("typ"), NO_STRING, (n, v) -> Spoiled.header(n, v, KIND)),
            each(List.of("typ"), quoted(OTHER_HEADER_TYPES), (n, v) -> Spoiled.header(n, v, KIND)),
            each(List.of("typ"), NO_STRING, (n, v) -> Spoiled.payload(n, v, KIND)),
            each(List.of("typ"), quoted(OTHER_KINDS), (n, v) -> Spoiled.payload(n, v, KIND)),
            Stream.of(Spoiled.payloadText("no kind", text -> Spoiled.without(text, "typ"), KIND)))
        .flatMap(rows -> rows);
  }

  private static Stream<Spoiled> times(long now) {
    List<String> past =
        List.of("0", "-1", "-9e18", "1e-999999999", "" + Long.MIN_VALUE, "1", "0.0");
    List<String> ahead = List.of("" + (now + 3_600), "9e18", "" + Long.MAX_VALUE);
    List<String> beyond64Bits =
        listed(
            "1e300|-1e300|1e999|-1e999|1e999999999|-1e999999999|9.3e18|-9.3e18|"
                + "9223372036854775808|-9223372036854775809|9223372036854775808.0|"
                + "99999999999999999999|-99999999999999999999|"
                + "9".repeat(1_000));
    UnaryOperator<String> noStart = text -> Spoiled.without(Spoiled.without(text, "iat"), "nbf");
    return Stream.of(
            past.stream()
                .map(
                    v ->
                        Spoiled.payloadText(
                            "exp " + v, t -> Spoiled.with(noStart.apply(t), "exp", v), EXPIRED)),
            Stream.of(61, 3_600).map(s -> Spoiled.payload("exp", "" + (now - s), EXPIRED)),
            each(List.of("nbf", "iat"), ahead, (n, v) -> Spoiled.payload(n, v, NOT_YET_VALID)),
            each(
                List.of("exp", "nbf", "iat"), beyond64Bits, (n, v) -> Spoiled.payload(n, v, CLAIM)))
        .flatMap(rows -> rows);
  }

  private static Stream<Spoiled> names() {
    return Stream.of(
            Stream.<UnaryOperator<String>>of(
                    iss -> iss + "/",
                    iss -> iss + "x",
                    iss -> " " + iss,
                    iss -> iss + "\\u0000",
                    iss -> iss.substring(0, iss.length() - 1),
                    iss -> iss.replaceFirst("://", ":///"),
                    iss -> iss.replaceFirst("http", "HTTP"),
                    iss -> "https://evil.example/realms/allplan",
                    iss -> "https://evil.example#" + iss,
                    iss -> iss.replaceFirst("[a-z]", "\\\\u0430"))
                .map(HostileTable::issuer),
            each(
                List.of("azp"),
                quoted(List.of("", "x", "account", " viewer", "VIEWER", "viewer\\u0000", "*")),
                (n, v) -> Spoiled.payload(n, v, WRONG_PARTY)),
            Stream.of(Spoiled.payloadText("no azp", t -> Spoiled.without(t, "azp"), WRONG_PARTY)))
        .flatMap(rows -> rows);
  }

  private static Spoiled issuer(UnaryOperator<String> change) {
    UnaryOperator<String> payload =
        text -> text.replaceFirst("(\"iss\":\")([^\"]*)", "$1" + quote(change.apply(issuer(text))));
    return Spoiled.payloadText(
        "issuer " + change.apply("http://i/realms/r"), payload, WRONG_ISSUER);
  }

  private static String issuer(String payload) {
    return payload.replaceFirst(".*\"iss\":\"([^\"]*)\".*", "$1");
  }

  private static String quote(String replacement) {
    return replacement.replace("\\", "\\\\");
  }

  private static List<String> listed(String texts) {
    return List.of(texts.split("\\|", -1));
  }

  static List<String> quoted(List<String> texts) {
    return texts.stream().map(text -> "\"" + text + "\"").toList();
  }

  static Stream<Spoiled> each(List<String> names, List<String> values, PairRow row) {
    return names.stream().flatMap(name -> values.stream().map(value -> row.of(name, value)));
  }

  interface PairRow {
    Spoiled of(String name, String value);
  }
}
