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
 * @param headers headers sent unchanged, for example {@code Accept}, {@code If-None-Match}, {@code
 *     traceparent}; {@code Authorization} comes from the {@link Credential} alone; nothing is added
 * @param interim the listener for 103
 * @param abandoned completes when the list is no longer needed
 * @param within the timeout until the list must be complete, where list-timeout is longer; null:
 *     list-timeout alone
 * @param party who shares the connections for lists with others, compared by {@code equals}; null:
 *     nobody in particular
 */
public record ListRequest(
    @Nullable String rawQuery,
    MultiMap headers,
    InterimResponses interim,
    Future<?> abandoned,
    @Nullable Duration within,
    @Nullable Object party) {

  /** A list whose call is never cancelled. */
  public static ListRequest of(@Nullable String rawQuery, MultiMap headers) {
    return new ListRequest(
        rawQuery, headers, InterimResponses.IGNORED, UpstreamRequest.NEVER, null, null);
  }

  public ListRequest withInterim(InterimResponses newInterim) {
    return new ListRequest(rawQuery, headers, newInterim, abandoned, within, party);
  }

  public ListRequest abandonedOn(Future<?> newAbandoned) {
    return new ListRequest(rawQuery, headers, interim, newAbandoned, within, party);
  }

  /**
   * The same with a timeout for a call that shares a deadline with others; list-timeout still
   * applies. With zero or less left the call fails with {@link UpstreamFailure#TIMEOUT}, and
   * nothing is sent.
   */
  public ListRequest endingWithin(Duration newWithin) {
    return new ListRequest(rawQuery, headers, interim, abandoned, newWithin, party);
  }

  public ListRequest sharedBy(Object newParty) {
    return new ListRequest(rawQuery, headers, interim, abandoned, within, newParty);
  }

  Duration deadline(Duration listTimeout) {
    return within == null || within.compareTo(listTimeout) > 0 ? listTimeout : within;
  }

  @Override
  public String toString() {
    return "ListRequest[]";
  }
}
