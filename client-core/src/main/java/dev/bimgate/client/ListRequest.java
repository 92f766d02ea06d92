package dev.bimgate.client;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
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
 */
public record ListRequest(
    @Nullable String rawQuery, MultiMap fields, InterimAnswers interim, Future<?> abandoned) {

  /** A list that nobody gives up. */
  public static ListRequest of(@Nullable String rawQuery, MultiMap fields) {
    return new ListRequest(rawQuery, fields, InterimAnswers.IGNORED, UpstreamRequest.NEVER);
  }

  public ListRequest withInterim(InterimAnswers newInterim) {
    return new ListRequest(rawQuery, fields, newInterim, abandoned);
  }

  public ListRequest abandonedOn(Future<?> newAbandoned) {
    return new ListRequest(rawQuery, fields, interim, newAbandoned);
  }

  @Override
  public String toString() {
    return "ListRequest[]";
  }
}
