package dev.bimgate.gateway.token.jwt;

import static dev.bimgate.gateway.token.result.TokenRejectedException.throwIf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.gateway.config.TokenProfile;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.TokenRejectedException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims in use, each of the right type; times in milliseconds since the epoch.
 *
 * @param app {@code azp}, else {@code client_id}, else empty
 * @param expiresAtSeconds {@code exp} in whole seconds, towards zero, as SmallRye JWT reads it
 * @param notBeforeMillis the later of {@code nbf} and {@code iat}, or {@link #LONG_AGO}
 * @param issuedAtMillis {@code iat}, or {@link #LONG_AGO}
 */
public record TokenClaims(
    String issuer,
    String subject,
    String app,
    Set<String> audience,
    Set<String> scopes,
    long expiresAtMillis,
    long expiresAtSeconds,
    long notBeforeMillis,
    @Nullable String sessionId,
    @Nullable String tokenId,
    long issuedAtMillis) {

  public static final long LONG_AGO = -(1L << 60);
  private static final long FAR_AHEAD = 1L << 60;
  private static final double BEYOND_64_BITS = 0x1p63;

  /**
   * Reads a payload.
   *
   * @throws TokenRejectedException {@link RejectionReason#KIND}, {@link
   *     RejectionReason#SENDER_BOUND} or {@link RejectionReason#CLAIM}
   */
  static TokenClaims read(ObjectNode payload, TokenProfile profile) throws TokenRejectedException {
    checkKind(payload, profile);
    JsonNode expiry = required(payload, "exp");
    long issuedAt = millisOr(payload, "iat", LONG_AGO);
    return new TokenClaims(
        nonEmpty(payload, "iss"),
        nonEmpty(payload, "sub"),
        app(payload),
        strings(payload.get("aud")),
        scopes(payload),
        millis(expiry),
        wholeSeconds(expiry),
        Math.max(millisOr(payload, "nbf", LONG_AGO), issuedAt),
        optionalText(payload, "sid"),
        optionalText(payload, "jti"),
        issuedAt);
  }

  private static void checkKind(ObjectNode payload, TokenProfile profile)
      throws TokenRejectedException {
    throwIf(payload.has("cnf"), RejectionReason.SENDER_BOUND);
    boolean bearer = "Bearer".equals(payload.path("typ").textValue());
    throwIf(profile == TokenProfile.KEYCLOAK && !bearer, RejectionReason.KIND);
    if (profile == TokenProfile.RFC9068) {
      for (String name : List.of("aud", "iat")) {
        required(payload, name);
      }
      nonEmpty(payload, "client_id");
      nonEmpty(payload, "jti");
    }
  }

  private static String app(ObjectNode payload) throws TokenRejectedException {
    String name = payload.has("azp") ? "azp" : "client_id";
    String app = optionalText(payload, name);
    return app == null ? "" : app;
  }

  private static Set<String> scopes(ObjectNode payload) throws TokenRejectedException {
    String scope = optionalText(payload, "scope");
    if (scope == null || scope.isEmpty()) {
      return Set.of();
    }
    Set<String> scopes = new LinkedHashSet<>(List.of(scope.split(" ", -1)));
    scopes.remove("");
    return scopes;
  }

  /** RFC 7519, 4.1.3: one string, or an array of strings. */
  static Set<String> strings(@Nullable JsonNode node) throws TokenRejectedException {
    if (node == null) {
      return Set.of();
    }
    Set<String> strings = new LinkedHashSet<>();
    for (JsonNode element : node.isArray() ? node : List.of(node)) {
      strings.add(text(element));
    }
    return strings;
  }

  static JsonNode required(ObjectNode payload, String name) throws TokenRejectedException {
    JsonNode node = payload.get(name);
    if (node == null) {
      throw new TokenRejectedException(RejectionReason.CLAIM);
    }
    return node;
  }

  static String nonEmpty(ObjectNode payload, String name) throws TokenRejectedException {
    String text = text(required(payload, name));
    throwIf(text.isEmpty(), RejectionReason.CLAIM);
    return text;
  }

  static @Nullable String optionalText(ObjectNode payload, String name)
      throws TokenRejectedException {
    JsonNode node = payload.get(name);
    return node == null ? null : text(node);
  }

  /** A string without lone surrogates, which would all be encoded as the same byte. */
  private static String text(JsonNode node) throws TokenRejectedException {
    String text = node.textValue();
    if (text == null || text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
      throw new TokenRejectedException(RejectionReason.CLAIM);
    }
    return text;
  }

  private static long millisOr(ObjectNode payload, String name, long absent)
      throws TokenRejectedException {
    JsonNode node = payload.get(name);
    return node == null ? absent : millis(node);
  }

  /**
   * A NumericDate (RFC 7519, 2), fractions included. A double is exact to microseconds for
   * centuries, and an absurd exponent costs nothing.
   */
  static long millis(JsonNode node) throws TokenRejectedException {
    long millis = (long) Math.floor(numericDate(node).doubleValue() * 1_000);
    return Math.max(LONG_AGO, Math.min(FAR_AHEAD, millis));
  }

  /** A NumericDate without its fraction. */
  static long wholeSeconds(JsonNode node) throws TokenRejectedException {
    return numericDate(node).isIntegralNumber() ? node.longValue() : (long) node.doubleValue();
  }

  /** A number of seconds that fits into 64 bits: SmallRye JWT can hold no other. */
  private static JsonNode numericDate(JsonNode node) throws TokenRejectedException {
    boolean fits =
        node.isIntegralNumber()
            ? node.canConvertToLong()
            : node.isNumber() && Math.abs(node.doubleValue()) < BEYOND_64_BITS;
    throwIf(!fits, RejectionReason.CLAIM);
    return node;
  }
}
