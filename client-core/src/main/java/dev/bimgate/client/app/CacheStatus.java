package dev.bimgate.client.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the gateway's cache was involved in a response: {@code Cache-Status} (RFC 9211) and {@code
 * Age} (RFC 9111, section 5.1).
 *
 * @param isHit whether the response is from the cache, without a call to Bimplus
 * @param age how long ago the list came from Bimplus, or was confirmed by it; null without {@code
 *     Age}
 * @param ttl how long the list stays fresh; negative: for how long it has been stale; null without
 *     it
 * @param text the gateway's member of {@code Cache-Status}; empty if the cache was not involved
 */
public record CacheStatus(
    boolean isHit, @Nullable Duration age, @Nullable Duration ttl, String text) {

  private static final String GATEWAY = "bimplus-gateway";

  /**
   * Reads the two headers.
   *
   * @param lines the lines of {@code Cache-Status}, in order; other caches may have members there
   * @param age the value of {@code Age}
   */
  static CacheStatus of(List<String> lines, @Nullable String age) {
    String own = "";
    for (String member : split(String.join(",", lines), ',')) {
      if (split(member, ';').get(0).equals(GATEWAY)) {
        own = member;
      }
    }
    List<String> parameters = split(own, ';');
    Long ttl = null;
    for (String parameter : parameters) {
      ttl = parameter.startsWith("ttl=") ? number(parameter.substring(4)) : ttl;
    }
    return new CacheStatus(parameters.contains("hit"), seconds(number(age)), seconds(ttl), own);
  }

  /** The parts between separators that are in no quoted string (RFC 8941, section 3.3.3). */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        i++;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(text.substring(start).strip());
    return parts;
  }

  private static @Nullable Long number(@Nullable String text) {
    return text != null && text.matches("-?\\d{1,15}") ? Long.valueOf(text) : null;
  }

  private static @Nullable Duration seconds(@Nullable Long seconds) {
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }
}
