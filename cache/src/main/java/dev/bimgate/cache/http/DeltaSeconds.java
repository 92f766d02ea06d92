package dev.bimgate.cache.http;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A number of seconds in a header (RFC 9111, section 1.2.2). */
public final class DeltaSeconds {

  private static final long MAX_SECONDS = 1L << 31;

  /** The maximum, which replaces every longer time. */
  public static final Duration MAX = Duration.ofSeconds(MAX_SECONDS);

  private DeltaSeconds() {}

  /** The time that a text of digits gives; null if it is anything else. */
  public static @Nullable Duration parse(String text) {
    long seconds = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Tokens.isDigit(c)) {
        return null;
      }
      seconds = Math.min(MAX_SECONDS, seconds * 10 + (c - '0'));
    }
    return text.isEmpty() ? null : Duration.ofSeconds(seconds);
  }

  /**
   * The value of {@code Age} (section 5.1): its first member counts, others are ignored; a
   * malformed one is no age, parameters included; more than 2^31 s is 2^31 s.
   */
  public static Duration age(Headers response) {
    List<String> members = Members.of(response.of("Age"));
    Duration age = members.isEmpty() ? null : parse(members.get(0));
    return age == null ? Duration.ZERO : age;
  }
}
