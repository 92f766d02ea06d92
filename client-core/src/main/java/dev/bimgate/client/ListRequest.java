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
 * @param fields sent as they are, for example {@code Accept}, {@code If-None-Match}, {@code
 *     traceparent}; {@code Authorization} comes from the {@link Credential} alone; nothing is added
 * @param interim who hears of 103
 * @param abandoned completes when nobody wants the list any more
 * @param within the time until the list must be whole, where list-timeout is longer; null leaves it
 *     to list-timeout
 */
public record ListRequest(
    @Nullable String rawQuery,
    MultiMap fields,
    InterimAnswers interim,
    Future<?> abandoned,
    @Nullable Duration within) {

  /** A list that nobody gives up. */
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
   * For a call that is one of several with one end: this list must be whole so long after the call,
   * or earlier if list-timeout says so. With nothing left, or less, the call fails like any that is
   * {@link UpstreamFailure#LATE}, and nothing is sent.
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
