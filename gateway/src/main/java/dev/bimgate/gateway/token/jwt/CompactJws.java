package dev.bimgate.gateway.token.jwt;

import static dev.bimgate.gateway.token.result.TokenRejectedException.throwIf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.gateway.token.parse.AuthorizationHeader;
import dev.bimgate.gateway.token.parse.LegacyTokenFormat;
import dev.bimgate.gateway.token.parse.StrictBase64Url;
import dev.bimgate.gateway.token.parse.StrictJson;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.TokenRejectedException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed compact JWS (RFC 7515, 7.1) with a valid header; its signature is not verified.
 *
 * <p>{@code x5t} and {@code x5t#S256} are ignored: the key is chosen by {@code kid} alone.
 */
public final class CompactJws {

  private static final Set<String> KEY_MEMBERS = Set.of("jku", "x5u", "x5c", "jwk");

  /** Compressed or nested content, and {@code enc}, the mark of a JWE (RFC 7516, 9). */
  private static final Set<String> CODING_MEMBERS = Set.of("zip", "cty", "enc");

  private final String text;
  private final ObjectNode header;
  private final byte[] payload;
  private final int signatureLength;

  private CompactJws(String text, ObjectNode header, byte[] payload, int signatureLength) {
    this.text = text;
    this.header = header;
    this.payload = payload;
    this.signatureLength = signatureLength;
  }

  /**
   * Parses the token and checks its header.
   *
   * @param algorithms the allowed ones
   * @throws TokenRejectedException if it is malformed or its header is not allowed
   */
  public static CompactJws read(String text, Set<String> algorithms) throws TokenRejectedException {
    throwIf(text.length() > AuthorizationHeader.MAX_LENGTH, RejectionReason.TOO_LONG);
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    if (first <= 0 || second <= first + 1 || second == text.length() - 1) {
      throw new TokenRejectedException(kindOfOther(text));
    }
    throwIf(text.indexOf('.', second + 1) >= 0, RejectionReason.NOT_A_JWT);
    byte[] header = StrictBase64Url.decode(text.substring(0, first));
    byte[] payload = StrictBase64Url.decode(text.substring(first + 1, second));
    byte[] signature = StrictBase64Url.decode(text.substring(second + 1));
    ObjectNode members = StrictJson.object(header);
    checkHeader(members, algorithms);
    return new CompactJws(text, members, payload, signature.length);
  }

  /** The token itself; only for the library that verifies it. */
  String text() {
    return text;
  }

  /** One of the allowed. */
  public String algorithm() {
    return header.path("alg").textValue();
  }

  @Nullable
  public String keyId() {
    return header.path("kid").textValue();
  }

  /** Whether the header has a {@code typ} of any JSON type. */
  boolean hasType() {
    return header.has("typ");
  }

  /**
   * Whether the header's {@code typ} is one of these media types: in any case, and {@code
   * application/} may be left out (RFC 7515, 4.1.9).
   *
   * @param names in lower case, without {@code application/}
   */
  boolean isOfType(Set<String> names) {
    String type = header.path("typ").textValue();
    return type != null
        && names.contains(type.toLowerCase(Locale.ROOT).replaceFirst("^application/", ""));
  }

  /**
   * The payload as a strict JSON object.
   *
   * @throws TokenRejectedException if it is not one
   */
  ObjectNode payload() throws TokenRejectedException {
    return StrictJson.object(payload);
  }

  /** In bytes. */
  int signatureLength() {
    return signatureLength;
  }

  /** Never the token. */
  @Override
  public String toString() {
    return "CompactJws[redacted]";
  }

  private static RejectionReason kindOfOther(String text) {
    return LegacyTokenFormat.isToken(text, 0) ? RejectionReason.LEGACY : RejectionReason.NOT_A_JWT;
  }

  private static void checkHeader(ObjectNode header, Set<String> algorithms)
      throws TokenRejectedException {
    throwIf(header.has("crit") || header.has("b64"), RejectionReason.CRIT);
    throwIf(KEY_MEMBERS.stream().anyMatch(header::has), RejectionReason.EMBEDDED_KEY);
    throwIf(CODING_MEMBERS.stream().anyMatch(header::has), RejectionReason.CONTENT_CODING);
    JsonNode algorithm = header.path("alg");
    throwIf(
        !algorithm.isTextual() || !algorithms.contains(algorithm.textValue()),
        RejectionReason.ALGORITHM);
    throwIf(header.has("kid") && !header.path("kid").isTextual(), RejectionReason.KEY_ID);
  }
}
