package dev.bimgate.client.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The members of a problem document (RFC 9457) that a message needs. */
record Problem(String type, String title) {

  /** The document in a response; null if it is none. */
  static @Nullable Problem in(ApiResponse response) {
    String type = response.header("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/problem+json")) {
      return null;
    }
    try {
      JsonNode document = Json.read(response.bytes());
      return new Problem(
          document.path("type").asText("about:blank"), document.path("title").asText("no title"));
    } catch (IOException malformed) {
      return null;
    }
  }
}
