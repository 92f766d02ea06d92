package dev.bimgate.sandbox.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The form that a client sends to the token endpoint. */
public record Form(Map<String, String> fields) {

  public static Form parse(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return new Form(fields);
  }

  /** The form with id and secret of the client taken from the header, where that is given. */
  public Form withClientOf(Optional<String> authorization) {
    if (authorization.isEmpty()) {
      return this;
    }
    String[] pair = basic(authorization.get()).split(":", 2);
    Map<String, String> more = new HashMap<>(fields);
    more.put("client_id", pair[0]);
    more.put("client_secret", pair.length == 2 ? pair[1] : "");
    return new Form(more);
  }

  @Nullable
  public String get(String name) {
    return fields.get(name);
  }

  public String getOrEmpty(String name) {
    return fields.getOrDefault(name, "");
  }

  @Override
  public String toString() {
    return "form of " + fields.keySet();
  }

  private static String basic(String authorization) {
    try {
      String encoded = authorization.replaceFirst("(?i)^basic +", "");
      return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }
}
