package dev.bimgate.gateway.context;

import dev.bimgate.gateway.context.http.DeprecationNotice;
import dev.bimgate.gateway.context.http.HeaderNames;
import dev.bimgate.gateway.context.http.HttpDate;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The headers on every response, whoever made it: its date, the request id, and a deprecation. */
public final class CommonHeaders {

  private static volatile DatedSecond latest = DatedSecond.of(0);

  private CommonHeaders() {}

  /** Adds to a response those that it lacks, just before its headers are written. */
  public static void complete(RequestContext request, MultiMap headers) {
    addTo(new HeaderTarget.OfVertx(headers), request, headers.contains(HttpHeaders.DATE));
    writeUpstreamId(headers, request.outcome().upstream().requestId());
    DeprecationNotice notice = request.notice();
    if (notice != null) {
      notice.writeTo(headers);
    }
  }

  /**
   * Whether {@link #addTo} is enough for a response: no call was made for it, nothing is announced.
   */
  static boolean suffice(RequestContext request) {
    RequestOutcome.UpstreamCall call = request.outcome().upstream();
    return call.requestId() == null && call.headers().isEmpty() && request.notice() == null;
  }

  /**
   * Adds to a response those that any has.
   *
   * @param dated whether it has a date
   */
  public static void addTo(HeaderTarget headers, RequestContext request, boolean dated) {
    headers.set(HeaderNames.REQUEST_ID, request.id());
    if (!dated) {
      headers.set(HttpHeaders.DATE, now());
    }
  }

  /** Sets Bimplus's id of its own request in place of what was there. */
  static void writeUpstreamId(MultiMap headers, @Nullable String upstreamId) {
    if (upstreamId == null) {
      headers.remove(HeaderNames.UPSTREAM_REQUEST_ID);
    } else {
      headers.set(HeaderNames.UPSTREAM_REQUEST_ID, upstreamId);
    }
  }

  /** A time as an HTTP date (RFC 9110, section 5.6.7). */
  public static CharSequence date(Instant instant) {
    return HttpDate.of(instant);
  }

  /** The present second as an HTTP date (RFC 9110, section 5.6.7), written once per second. */
  private static CharSequence now() {
    long second = System.currentTimeMillis() / 1_000;
    DatedSecond present = latest;
    if (present.epochSecond != second) {
      present = DatedSecond.of(second);
      latest = present;
    }
    return present.date;
  }

  private record DatedSecond(long epochSecond, CharSequence date) {

    static DatedSecond of(long epochSecond) {
      return new DatedSecond(
          epochSecond,
          HttpHeaders.createOptimized(HttpDate.of(Instant.ofEpochSecond(epochSecond))));
    }
  }
}
