package dev.bimgate.sandbox.keys;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reading of signed tokens (RFC 7515). */
public final class Jws {

  private Jws() {}

  /** The claims of a token signed with one of the published keys; null for any other text. */
  static @Nullable public JsonObject claims(String token, KeySource keys) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return null;
    }
    try {
      JsonObject header = json(parts[0]);
      String kid = header.getString("kid");
      SigningKey key = kid == null ? null : keys.published(kid);
      if (key == null || !Objects.equals(header.getString("alg"), key.algorithm())) {
        return null;
      }
      byte[] input = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
      return key.verifies(input, Base64.getUrlDecoder().decode(parts[2])) ? json(parts[1]) : null;
    } catch (IllegalArgumentException | DecodeException | ClassCastException malformed) {
      return null;
    }
  }

  /** Finds the key of a {@code kid}; null for an unknown one. */
  interface KeySource {
    @Nullable SigningKey published(String kid);
  }

  private static JsonObject json(String part) {
    return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(part)));
  }
}
