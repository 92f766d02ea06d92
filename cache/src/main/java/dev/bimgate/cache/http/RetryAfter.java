package dev.bimgate.cache.http;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long upstream wants no request ({@code Retry-After}; RFC 9110, section 10.2.3). */
public final class RetryAfter {

  private static final int TOO_MANY_REQUESTS = 429;

  private RetryAfter() {}

  /**
   * The time to wait before the same request is repeated.
   *
   * @param status of the response; 429 demands a back-off even where it does not say how long (RFC
   *     6585, section 4)
   * @param value of the header, a number of seconds or a date; null: there is none. A malformed one
   *     is ignored
   * @param now what a date is read against
   * @param most the longest time that is granted
   */
  public static Duration pause(int status, @Nullable String value, Instant now, Duration most) {
    Duration asked = value == null ? null : parse(value.strip(), now);
    if (asked == null) {
      return status == TOO_MANY_REQUESTS ? most : Duration.ZERO;
    }
    return asked.compareTo(most) < 0 ? asked : most;
  }

  /**
   * The time that a value gives, zero if it is past; null if it is neither a number of seconds nor
   * a date.
   */
  public static @Nullable Duration parse(String value, Instant now) {
    Duration seconds = DeltaSeconds.parse(value);
    Instant instant = seconds == null ? HttpDates.parse(value, now) : null;
    if (instant == null) {
      return seconds;
    }
    return instant.isAfter(now) ? Duration.between(now, instant) : Duration.ZERO;
  }
}
