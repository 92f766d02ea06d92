package dev.bimgate.cache.http;

import java.util.List;
import java.util.Map;

/** The headers of one message. */
@FunctionalInterface
public interface Headers {

  /** The values of all lines with this name, in any case, in their order. */
  List<String> of(String name);

  Headers NONE = name -> List.of();

  /** The headers of a message, from pairs of name and value. */
  static Headers from(List<Map.Entry<String, String>> lines) {
    return name ->
        lines.stream()
            .filter(line -> line.getKey().equalsIgnoreCase(name))
            .map(Map.Entry::getValue)
            .toList();
  }
}
