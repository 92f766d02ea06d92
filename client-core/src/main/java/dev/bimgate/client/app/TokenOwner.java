package dev.bimgate.client.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Whom a token belongs to, as far as lists may differ by it: issuer, subject, app and scopes of a
 * JWT; of any other token the token itself, as a digest.
 *
 * <p>The signature is not verified here. A remembered list is returned only after the server has
 * accepted the token and responded 304: a token that names somebody else gets 401.
 */
record TokenOwner(String issuer, String subject, String client, String scope) {

  static TokenOwner of(String token) {
    String[] parts = token.split("\\.", -1);
    try {
      if (parts.length == 3) {
        JsonNode claims = Json.read(Base64.getUrlDecoder().decode(parts[1]));
        if (claims.path("iss").isTextual() && claims.path("sub").isTextual()) {
          return of(claims);
        }
      }
    } catch (IOException | IllegalArgumentException noJwt) {
      // Its digest serves for any token.
    }
    return new TokenOwner("", digest(token), "", "");
  }

  private static TokenOwner of(JsonNode claims) {
    JsonNode client = claims.has("azp") ? claims.path("azp") : claims.path("client_id");
    return new TokenOwner(
        claims.path("iss").asText(),
        claims.path("sub").asText(),
        client.asText(),
        claims.path("scope").asText());
  }

  private static String digest(String token) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing); // every JDK has it
    }
  }
}
