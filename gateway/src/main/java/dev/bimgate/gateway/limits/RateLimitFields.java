package dev.bimgate.gateway.limits;

import dev.bimgate.gateway.context.http.HeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/**
 * The headers that tell a client what is left of its budget (draft-ietf-httpapi-ratelimit-headers,
 * version 11): each a list of one string with parameters.
 *
 * @param policy the quota {@code q} and its window {@code w} in seconds
 * @param left the calls {@code r} that reads may use within the next {@code t} seconds
 */
record RateLimitFields(String policy, String left) {

  /**
   * The headers of a budget.
   *
   * @param available the calls that reads may use
   * @param millis for how long
   */
  static RateLimitFields of(int limit, int available, long millis) {
    return new RateLimitFields(
        "\"bimplus\";q=" + limit + ";w=" + RateLimitHeaders.WINDOW_MILLIS / 1_000,
        "\"bimplus\";r=" + available + ";t=" + seconds(millis));
  }

  /** Whole seconds, rounded up, as {@code Retry-After} must not be earlier than {@code t}. */
  static long seconds(long millis) {
    return Math.max(1, (millis + 999) / 1_000);
  }

  void putInto(Map<String, String> headers) {
    headers.put(HeaderNames.RATE_LIMIT_POLICY.toString(), policy);
    headers.put(HeaderNames.RATE_LIMIT.toString(), left);
  }

  /**
   * Adds them to a response, unless Bimplus has sent its own. Not to a redirection or a 304: a
   * client could wait before it follows (section 6).
   */
  void addTo(HttpServerResponse response) {
    MultiMap headers = response.headers();
    boolean redirection = response.getStatusCode() / 100 == 3;
    if (!redirection
        && !headers.contains(HeaderNames.RATE_LIMIT)
        && !headers.contains(HeaderNames.RATE_LIMIT_POLICY)) {
      headers.set(HeaderNames.RATE_LIMIT_POLICY, policy).set(HeaderNames.RATE_LIMIT, left);
    }
  }
}
