package dev.bimgate.gateway.lists;

import dev.bimgate.cache.http.HttpDates;
import dev.bimgate.cache.model.ListResponse;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;

/** Evaluates a client's preconditions (RFC 9110, section 13.2.2). */
final class Preconditions {

  private Preconditions() {}

  /** True for 304; {@code If-None-Match} precedes {@code If-Modified-Since}. */
  static boolean isNotModified(MultiMap requestHeaders, ListResponse response) {
    String etag = response.etag();
    if (requestHeaders.contains(HttpHeaders.IF_NONE_MATCH)) {
      return etag != null
          && EntityTags.match(requestHeaders.getAll(HttpHeaders.IF_NONE_MATCH), etag);
    }
    String since = requestHeaders.get(HttpHeaders.IF_MODIFIED_SINCE);
    return since != null && isUnmodifiedSince(since, response);
  }

  /** By its {@code Date} where there is no {@code Last-Modified} (RFC 9111, 4.3.2). */
  private static boolean isUnmodifiedSince(String text, ListResponse response) {
    Instant since = HttpDates.parse(text.trim(), response.arrivedAt());
    String lastModified = response.validators().lastModified();
    String date = lastModified == null ? response.header("Date") : lastModified;
    Instant modified = date == null ? null : HttpDates.parse(date.trim(), response.arrivedAt());
    return since != null && modified != null && !modified.isAfter(since);
  }

  /**
   * True unless {@code If-Range} names another list than this one (RFC 9110, section 13.1.5):
   * strong comparison, and a date must be equal.
   */
  static boolean isRangeWanted(MultiMap requestHeaders, ListResponse response) {
    String wanted = requestHeaders.get("If-Range");
    if (wanted == null) {
      return true;
    }
    String etag = response.etag();
    boolean sameTag = etag != null && !etag.startsWith("W/") && wanted.trim().equals(etag);
    String lastModified = response.validators().lastModified();
    return sameTag
        || (lastModified != null
            && wanted.trim().equals(lastModified)
            && isStrong(lastModified, response));
  }

  /**
   * It may have been modified again within the second of its {@code Date} (RFC 9110, section
   * 8.8.2.2).
   */
  private static boolean isStrong(String lastModified, ListResponse response) {
    Instant modified = HttpDates.parse(lastModified.trim(), response.arrivedAt());
    String date = response.header("Date");
    Instant made = date == null ? null : HttpDates.parse(date.trim(), response.arrivedAt());
    return modified != null && made != null && modified.isBefore(made);
  }
}
