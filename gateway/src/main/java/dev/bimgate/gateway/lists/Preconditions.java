package dev.bimgate.gateway.lists;

import dev.bimgate.cache.ListAnswer;
import dev.bimgate.cache.http.HttpDates;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;

/** Evaluates a client's preconditions (RFC 9110, section 13.2.2). */
final class Preconditions {

  private Preconditions() {}

  /** True for 304; {@code If-None-Match} precedes {@code If-Modified-Since}. */
  static boolean isNotModified(MultiMap asked, ListAnswer answer) {
    String etag = answer.etag();
    if (asked.contains(HttpHeaders.IF_NONE_MATCH)) {
      return etag != null && EntityTags.match(asked.getAll(HttpHeaders.IF_NONE_MATCH), etag);
    }
    String since = asked.get(HttpHeaders.IF_MODIFIED_SINCE);
    return since != null && isUnmodifiedSince(since, answer);
  }

  /** By its {@code Date} where there is no {@code Last-Modified} (RFC 9111, 4.3.2). */
  private static boolean isUnmodifiedSince(String text, ListAnswer answer) {
    Instant since = HttpDates.parse(text.trim(), answer.arrivedAt());
    String lastModified = answer.validators().lastModified();
    String date = lastModified == null ? answer.field("Date") : lastModified;
    Instant modified = date == null ? null : HttpDates.parse(date.trim(), answer.arrivedAt());
    return since != null && modified != null && !modified.isAfter(since);
  }

  /**
   * True unless {@code If-Range} names another list than this one (RFC 9110, section 13.1.5):
   * strong comparison, and a date must be equal.
   */
  static boolean isRangeWanted(MultiMap asked, ListAnswer answer) {
    String wanted = asked.get("If-Range");
    if (wanted == null) {
      return true;
    }
    String etag = answer.etag();
    boolean sameTag = etag != null && !etag.startsWith("W/") && wanted.trim().equals(etag);
    String lastModified = answer.validators().lastModified();
    return sameTag
        || (lastModified != null
            && wanted.trim().equals(lastModified)
            && isStrong(lastModified, answer));
  }

  /**
   * It may have been modified again within the second of its {@code Date} (RFC 9110, section
   * 8.8.2.2).
   */
  private static boolean isStrong(String lastModified, ListAnswer answer) {
    Instant modified = HttpDates.parse(lastModified.trim(), answer.arrivedAt());
    String date = answer.field("Date");
    Instant made = date == null ? null : HttpDates.parse(date.trim(), answer.arrivedAt());
    return modified != null && made != null && modified.isBefore(made);
  }
}
