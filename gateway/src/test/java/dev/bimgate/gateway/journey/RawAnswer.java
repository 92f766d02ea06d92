package dev.bimgate.gateway.journey;

import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A response as received on a connection of its own, interim ones before it included. */
record RawAnswer(List<Integer> interim, RawHead head, String body) {

  /** Sends a request with {@code Connection: close}, and reads to the end. */
  static RawAnswer to(URI gateway, String requestLine, String authorization, String body)
      throws IOException {
    String length = "Content-Length: " + body.length();
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(
          (body.isEmpty()
                  ? RawConnection.head(requestLine, authorization, "Connection: close")
                  : RawConnection.head(requestLine, authorization, "Connection: close", length))
              + body);
      List<Integer> interim = new ArrayList<>();
      RawHead head = connection.head();
      while (head.status() < 200) {
        interim.add(head.status());
        head = connection.head();
      }
      return new RawAnswer(interim, head, connection.untilClosed());
    }
  }

  String requestId() {
    return head.values("X-Request-Id").get(0);
  }

  /** Interim status, status, name of the problem, and whether the response was truncated. */
  String outcome() {
    StringBuilder outcome = new StringBuilder();
    interim.forEach(status -> outcome.append(status).append(", "));
    outcome.append(head.status());
    if (head.values("Content-Type").contains("application/problem+json")) {
      outcome.append(' ').append(new JsonObject(body).getString("type").replaceAll(".*:", ""));
    }
    return outcome.append(isWhole() ? "" : ", then reset").toString();
  }

  boolean isWhole() {
    if (head.status() == 304 || head.status() == 204) {
      return true;
    }
    List<String> length = head.values("Content-Length");
    return length.isEmpty()
        ? body.endsWith("0\r\n\r\n")
        : body.length() == Integer.parseInt(length.get(0));
  }

  /** True when the status line and all headers are well formed. */
  boolean isInForm() {
    return head.fields().stream()
        .allMatch(
            field -> field.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\\t\\x20-\\x7e\\x80-\\xff]*"));
  }
}
