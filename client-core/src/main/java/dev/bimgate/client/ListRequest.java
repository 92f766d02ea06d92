package dev.bimgate.client;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a typed list call sends besides its path and its credential.
 *
 * @param rawQuery the query without its question mark, by the rules of RFC 3986, sent byte for
 *     byte; null for none
 * @param fields headers sent unchanged, for example {@code Accept}, {@code If-None-Match}, {@code
 *     traceparent}; {@code Authorization} comes from the {@link Credential} alone; nothing is added
 * @param interim the listener for 103
 * @param abandoned completes when the list is no longer needed
 * @param within the timeout until the list must be complete, where list-timeout is longer; null:
 *     list-timeout alone
 */
public record ListRequest(
    @Nullable String rawQuery,
    MultiMap fields,
    InterimAnswers interim,
    Future<?> abandoned,
    @Nullable Duration within) {

  /** A list whose call is never cancelled. */
  public static ListRequest of(@Nullable String rawQuery, MultiMap fields) {
    return new ListRequest(rawQuery, fields, InterimAnswers.IGNORED, UpstreamRequest.NEVER, null);
  }

  public ListRequest withInterim(InterimAnswers newInterim) {
    return new ListRequest(rawQuery, fields, newInterim, abandoned, within);
  }

  public ListRequest abandonedOn(Future<?> newAbandoned) {
    return new ListRequest(rawQuery, fields, interim, newAbandoned, within);
  }

  /**
   * The same with a timeout for a call that shares a deadline with others; list-timeout still
   * applies. With zero or less left the call fails with {@link UpstreamFailure#LATE}, and nothing
   * is sent.
   */
  public ListRequest endingWithin(Duration newWithin) {
    return new ListRequest(rawQuery, fields, interim, abandoned, newWithin);
  }

  Duration deadline(Duration listTimeout) {
    return within == null || within.compareTo(listTimeout) > 0 ? listTimeout : within;
  }

  @Override
  public String toString() {
    return "ListRequest[]";
  }
}
