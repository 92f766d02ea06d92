package dev.bimgate.deployment.faults;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer as it came.
 *
 * @param fields their values by their names in lower case
 * @param headAtNanos when the last byte of the head had come, by {@link System#nanoTime()}
 * @param whole whether it ended as its head had announced; otherwise the connection ended first
 */
record WireAnswer(
    int status, Map<String, List<String>> fields, long headAtNanos, byte[] body, boolean whole) {

  Optional<String> field(String name) {
    return fields.getOrDefault(name, List.of()).stream().findFirst();
  }

  boolean isOfType(String contentType) {
    return field("content-type").filter(type -> type.startsWith(contentType)).isPresent();
  }

  boolean closes() {
    return field("connection").filter("close"::equalsIgnoreCase).isPresent();
  }

  String cacheStatus() {
    return field("cache-status").orElse("");
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
