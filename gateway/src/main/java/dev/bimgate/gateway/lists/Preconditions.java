package dev.bimgate.gateway.lists;

import dev.bimgate.cache.ListAnswer;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The client's question whether it has the list already (RFC 9110, section 13.2.2). */
final class Preconditions {

  private Preconditions() {}

  /** True when 304 is the answer; {@code If-None-Match} counts before {@code If-Modified-Since}. */
  static boolean isNotModified(MultiMap asked, ListAnswer answer) {
    String etag = answer.etag();
    if (asked.contains(HttpHeaders.IF_NONE_MATCH)) {
      return etag != null && EntityTags.match(asked.getAll(HttpHeaders.IF_NONE_MATCH), etag);
    }
    Instant since = instant(asked.get(HttpHeaders.IF_MODIFIED_SINCE));
    if (since == null) {
      return false;
    }
    Instant modified = instant(answer.validators().lastModified());
    return modified != null && !modified.isAfter(since);
  }

  /** A date in the one form that is still made (RFC 9110, section 5.6.7); null for any other. */
  private static @Nullable Instant instant(@Nullable String date) {
    if (date == null) {
      return null;
    }
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.trim()));
    } catch (DateTimeException outOfForm) {
      return null;
    }
  }
}
