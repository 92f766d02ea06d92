package dev.bimgate.gateway.lists;

import dev.bimgate.cache.model.Header;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.cache.model.LookupResult;
import dev.bimgate.cache.store.StoredResponse;
import dev.bimgate.gateway.context.CommonHeaders;
import dev.bimgate.gateway.context.HeaderTarget;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.StoredBody;
import dev.bimgate.gateway.context.http.HeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a whole list to one client: full, in part, as 304, or its headers alone.
 *
 * @param tellsReuse whether clients get Bimplus's caching headers; else they must revalidate each
 *     time
 */
record ListResponseWriter(boolean tellsReuse) {

  /** A browser revalidates each time, and gets 304 while nothing has changed. */
  private static final CharSequence ASK_AGAIN = HttpHeaders.createOptimized("private, no-cache");

  /** What is written in place of a header that is there. */
  private static final List<CharSequence> SET =
      List.of(
          HttpHeaders.ETAG,
          HttpHeaders.CACHE_CONTROL,
          HttpHeaders.AGE,
          HttpHeaders.DATE,
          HttpHeaders.CONTENT_ENCODING,
          HttpHeaders.CONTENT_LENGTH,
          HeaderNames.REQUEST_ID,
          HeaderNames.UPSTREAM_REQUEST_ID);

  private static final byte[] NO_BODY = new byte[0];

  private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");

  /** Writes a fresh list from the cache; its age and TTL count at one time. */
  void write(RequestContext request, StoredResponse hit, long nowMillis) {
    String status = CacheStatus.ofHit(hit.ttlSeconds(nowMillis));
    request.outcome().lookup(LookupOutcome.HIT, status);
    write(request, hit.response(), hit.ageSeconds(nowMillis));
  }

  void write(RequestContext request, LookupResult.Found<StreamedList> found) {
    request.outcome().lookup(found.outcome(), CacheStatus.of(found));
    write(request, found.response(), found.ageSeconds());
  }

  private void write(RequestContext request, ListResponse list, long ageSeconds) {
    MultiMap requestHeaders = request.request().headers();
    boolean whole = list.status() == 200;
    boolean notModified = whole && Preconditions.isNotModified(requestHeaders, list);
    ByteRange range = whole && !notModified ? range(request, list) : null;
    boolean gzip = range == null && isGzip(requestHeaders, list);
    byte[] body = notModified ? NO_BODY : body(list, gzip);
    if (range == null && bypassesCodec(request, list, body.length)) {
      request.response().setStatusCode(notModified ? 304 : 200);
      StoredBody.send(
          request, body, lines -> writeLines(lines, request, list, gzip, notModified, ageSeconds));
      return;
    }
    MultiMap headers = request.response().headers();
    writeHeaders(new HeaderTarget.OfVertx(headers), request, list, gzip, notModified, ageSeconds);
    CommonHeaders.complete(request, headers);
    if (notModified) {
      request.response().setStatusCode(304).end();
    } else if (range != null) {
      writePart(request, list, range);
    } else {
      writeBody(request, list, body);
    }
  }

  /** Whether a response needs no header but those of {@link #writeLines}. */
  private boolean bypassesCodec(RequestContext request, ListResponse list, int length) {
    return list.status() == 200
        && StoredBody.bypassesCodec(request, length)
        && hasNoConflict(request.response().headers())
        // A peer with other settings may have stored one.
        && (tellsReuse || list.header("Cache-Control") == null);
  }

  /** Those of CORS, and {@code Connection}, go beside the lines. */
  private static boolean hasNoConflict(MultiMap headers) {
    if (!headers.isEmpty()) {
      for (CharSequence name : SET) {
        if (headers.contains(name)) {
          return false;
        }
      }
    }
    return true;
  }

  private void writeLines(
      HeaderTarget lines,
      RequestContext request,
      ListResponse list,
      boolean gzip,
      boolean notModified,
      long ageSeconds) {
    writeHeaders(lines, request, list, gzip, notModified, ageSeconds);
    CommonHeaders.addTo(lines, request, list.header("Date") != null);
  }

  private static boolean isGzip(MultiMap requestHeaders, ListResponse list) {
    return list.gzipBody() != null
        && AcceptEncoding.prefersGzip(requestHeaders.getAll(HttpHeaders.ACCEPT_ENCODING));
  }

  /** Only {@code GET} supports ranges (RFC 9110, section 14.2). */
  private static @Nullable ByteRange range(RequestContext request, ListResponse list) {
    MultiMap requestHeaders = request.request().headers();
    return request.method().equals(HttpMethod.GET)
            && requestHeaders.contains(HeaderNames.RANGE)
            && Preconditions.isRangeWanted(requestHeaders, list)
        ? ByteRange.of(requestHeaders.getAll(HeaderNames.RANGE), list.body().length)
        : null;
  }

  private void writeHeaders(
      HeaderTarget to,
      RequestContext request,
      ListResponse list,
      boolean gzip,
      boolean notModified,
      long ageSeconds) {
    for (Header header : list.headers()) {
      to.add(header);
    }
    for (Header header : request.outcome().upstream().headers()) {
      to.add(header);
    }
    String etag = gzip ? list.gzipEtag() : list.etag();
    if (etag != null) {
      to.set(HttpHeaders.ETAG, etag);
    }
    if (gzip && !notModified) {
      to.set(HttpHeaders.CONTENT_ENCODING, GZIP);
    }
    if (!tellsReuse) {
      to.set(HttpHeaders.CACHE_CONTROL, ASK_AGAIN);
    }
    if (!tellsReuse || list.gzipBody() != null) {
      to.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    }
    to.set(HttpHeaders.AGE, ageSeconds);
    to.add(HeaderNames.CACHE_STATUS, Objects.requireNonNull(request.outcome().cacheStatus()));
  }

  private static byte[] body(ListResponse list, boolean gzip) {
    byte[] packed = list.gzipBody();
    return gzip && packed != null ? packed : list.body();
  }

  private static void writeBody(RequestContext request, ListResponse list, byte[] body) {
    HttpServerResponse response = request.response().setStatusCode(list.status());
    if (list.status() == 204) {
      response.end();
      return;
    }
    response.headers().set(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
    if (request.isHead()) {
      response.end();
    } else {
      StoredBody.send(request, body, 0, body.length);
    }
  }

  private static void writePart(RequestContext request, ListResponse list, ByteRange range) {
    HttpServerResponse response = request.response();
    response.setStatusCode(range.isUnsatisfiable() ? 416 : 206);
    MultiMap headers = response.headers();
    headers.set(HttpHeaders.CONTENT_RANGE, range.contentRange(list.body().length));
    headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(range.length()));
    StoredBody.send(request, list.body(), range.first(), range.length());
  }
}
