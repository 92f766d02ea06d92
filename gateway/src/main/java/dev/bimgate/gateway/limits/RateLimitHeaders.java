package dev.bimgate.gateway.limits;

import dev.bimgate.cache.http.Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a response of Bimplus says of its user's budget ({@code X-RateLimit-Limit}, {@code
 * -Remaining}, {@code -Reset}).
 *
 * <p>No standard defines these headers, and a wrong reading would stop a user: so whatever is not
 * exactly one line of plain digits, within bounds, is ignored.
 *
 * @param limit the calls per hour, from 1 to 1,000,000
 * @param remaining those left, from 0 to {@code limit}
 * @param resetAtMillis when the budget is full again, in epoch milliseconds, within the next hour;
 *     0 where the response does not say
 */
record RateLimitHeaders(int limit, int remaining, long resetAtMillis) {

  /** The length of Bimplus's windows. */
  static final long WINDOW_MILLIS = 3_600_000;

  private static final int MAX_LIMIT = 1_000_000;

  /** Epoch milliseconds have 13 digits. */
  private static final int MAX_DIGITS = 13;

  private static final long ABSENT = -1;

  /** Reads the headers of a response; null unless limit and remaining are both valid. */
  static @Nullable RateLimitHeaders of(Headers response, long nowMillis) {
    long limit = number(response, "X-RateLimit-Limit");
    long remaining = number(response, "X-RateLimit-Remaining");
    if (limit < 1 || limit > MAX_LIMIT || remaining < 0 || remaining > limit) {
      return null;
    }
    long resetAt = resetAt(number(response, "X-RateLimit-Reset"), nowMillis);
    return new RateLimitHeaders((int) limit, (int) remaining, resetAt);
  }

  /** Seconds from now, or an epoch in seconds or milliseconds, whichever is within the hour. */
  private static long resetAt(long value, long nowMillis) {
    if (value == ABSENT) {
      return 0;
    }
    if (value * 1_000 <= WINDOW_MILLIS) {
      return nowMillis + value * 1_000;
    }
    for (long epochMillis : new long[] {value * 1_000, value}) {
      if (epochMillis > nowMillis && epochMillis <= nowMillis + WINDOW_MILLIS) {
        return epochMillis;
      }
    }
    return 0;
  }

  private static long number(Headers response, String name) {
    List<String> lines = response.of(name);
    String text = lines.size() == 1 ? lines.get(0) : "";
    if (text.isEmpty() || text.length() > MAX_DIGITS) {
      return ABSENT;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return ABSENT;
      }
      number = 10 * number + digit;
    }
    return number;
  }
}
