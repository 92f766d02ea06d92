package dev.bimgate.sandbox.keys;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A builder of tokens; by default a valid access token of one user.
 *
 * <p>Every change returns the same draft; {@link #sign()} may be called more than once.
 */
public final class TokenDraft {

  private final KeyRing keys;
  private final JsonObject header = new JsonObject();
  private final JsonObject claims;
  private final Instant now;
  private String algorithm = "RS256";
  private boolean kidGiven;
  private @Nullable String rawHeader;
  private @Nullable String rawPayload;
  private @Nullable SigningKey foreignKey;
  private boolean spoiled;

  public TokenDraft(KeyRing keys, JsonObject claims, Instant now) {
    this.keys = keys;
    this.claims = claims;
    this.now = now;
    header.put("alg", algorithm).put("typ", "JWT");
  }

  /** Sets a claim: a string, number, boolean, list, map or Vert.x JSON; {@code null} removes it. */
  public TokenDraft claim(String name, @Nullable Object value) {
    put(claims, name, value);
    return this;
  }

  /** Sets a header parameter, after the standard ones; {@code null} removes it. */
  public TokenDraft header(String name, @Nullable Object value) {
    kidGiven |= name.equals("kid");
    put(header, name, value);
    return this;
  }

  /** The scopes as one string, the way Keycloak writes them. */
  public TokenDraft scope(String scopes) {
    return claim("scope", scopes);
  }

  /** The app that the token was made for, {@code azp}. */
  public TokenDraft authorizedParty(String clientId) {
    return claim("azp", clientId);
  }

  /** Sets {@code exp} to this long from now, in whole seconds. */
  public TokenDraft expiresIn(Duration fromNow) {
    return claim("exp", now.plus(fromNow).getEpochSecond());
  }

  /** Expired for an hour. */
  public TokenDraft expired() {
    claim("iat", now.minus(Duration.ofHours(2)).getEpochSecond());
    return expiresIn(Duration.ofHours(-1));
  }

  /** RS, PS or ES with 256, 384 or 512: signed with, and published as, a key of that kind. */
  public TokenDraft algorithm(String name) {
    algorithm = name;
    return header("alg", name);
  }

  /** Signed with a key that the issuer never published, under the {@code kid} of one it did. */
  public TokenDraft foreignKey() {
    foreignKey = SigningKey.generate("foreign", algorithm);
    return this;
  }

  /** Flips one bit of the signature. */
  public TokenDraft wrongSignature() {
    spoiled = true;
    return this;
  }

  /** This text in place of the header's JSON, well-formed or not. */
  public TokenDraft rawHeader(String json) {
    rawHeader = json;
    return this;
  }

  /** This text in place of the payload's JSON, well-formed or not. */
  public TokenDraft rawPayload(String json) {
    rawPayload = json;
    return this;
  }

  /** The finished token in compact form (RFC 7515, section 7.1). */
  public String sign() {
    SigningKey key = keys.current(algorithm);
    JsonObject fullHeader = header.copy();
    if (!kidGiven) {
      fullHeader.put("kid", key.kid());
    }
    String input =
        base64(rawHeader != null ? rawHeader : fullHeader.encode())
            + "."
            + base64(rawPayload != null ? rawPayload : claims.encode());
    SigningKey signer = foreignKey != null ? foreignKey : key;
    byte[] signature = signer.sign(input.getBytes(StandardCharsets.US_ASCII));
    if (spoiled) {
      signature[signature.length / 2] ^= 1;
    }
    return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  /** The finished token with {@code alg: none} and without a signature. */
  public String unsigned() {
    JsonObject bare = header.copy().put("alg", "none");
    return base64(bare.encode()) + "." + base64(claims.encode()) + ".";
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "draft of a %s token", algorithm);
  }

  private static void put(JsonObject object, String name, @Nullable Object value) {
    if (value == null) {
      object.remove(name);
    } else {
      object.put(name, value);
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
