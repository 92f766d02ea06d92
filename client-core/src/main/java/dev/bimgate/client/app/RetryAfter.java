package dev.bimgate.client.app;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** {@code Retry-After} as seconds or as a date (RFC 9110, section 10.2.3). */
final class RetryAfter {

  private RetryAfter() {}

  /**
   * The time to wait.
   *
   * @param value the header; null without one
   * @param date the header {@code Date}, from which a date counts; null: from now
   * @return null without a valid value; never negative
   */
  static @Nullable Duration of(@Nullable String value, @Nullable String date) {
    if (value == null) {
      return null;
    }
    if (value.strip().matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(value.strip()));
    }
    Instant until = instant(value);
    if (until == null) {
      return null;
    }
    Instant from = date == null ? null : instant(date);
    Duration left = Duration.between(from == null ? Instant.now() : from, until);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static @Nullable Instant instant(String date) {
    try {
      return ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException malformed) {
      return null;
    }
  }
}
