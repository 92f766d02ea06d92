package dev.bimgate.cache.rules;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A number of seconds in a field (RFC 9111, section 1.2.2). */
final class DeltaSeconds {

  private static final long MAX_SECONDS = 1L << 31;

  /** What every longer time counts as. */
  static final Duration MAX = Duration.ofSeconds(MAX_SECONDS);

  private DeltaSeconds() {}

  /** The time that a text of digits tells; null if it is anything else. */
  static @Nullable Duration parse(String text) {
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
}
