package dev.bimgate.gateway.lists;

import dev.bimgate.cache.Field;
import dev.bimgate.cache.ListAnswer;
import dev.bimgate.cache.Lookup;
import dev.bimgate.cache.LookupOutcome;
import dev.bimgate.cache.StoredResponse;
import dev.bimgate.gateway.context.FieldNames;
import dev.bimgate.gateway.context.OwnFields;
import dev.bimgate.gateway.context.RequestContext;
import io.netty.buffer.Unpooled;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * Writes a whole list to one client: full, in part, as 304, or its headers alone.
 *
 * @param tellsReuse whether clients get Bimplus's caching headers; else they must revalidate each
 *     time
 */
record ListAnswerWriter(boolean tellsReuse) {

  /** A browser revalidates each time, and gets 304 while nothing has changed. */
  private static final CharSequence ASK_AGAIN = HttpHeaders.createOptimized("private, no-cache");

  private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");

  /** Writes a fresh list from the cache; its age and TTL count at one time. */
  void write(RequestContext request, StoredResponse hit, long nowMillis) {
    String status = CacheStatus.ofHit(hit.ttlSeconds(nowMillis));
    request.outcome().lookup(LookupOutcome.HIT, status);
    write(request, hit.answer(), hit.ageSeconds(nowMillis));
  }

  void write(RequestContext request, Lookup.Found<ListPassage> found) {
    request.outcome().lookup(found.outcome(), CacheStatus.of(found));
    write(request, found.answer(), found.ageSeconds());
  }

  private void write(RequestContext request, ListAnswer answer, long ageSeconds) {
    MultiMap asked = request.request().headers();
    boolean whole = answer.status() == 200;
    boolean notModified = whole && Preconditions.isNotModified(asked, answer);
    ByteRange range = whole && !notModified ? range(request, answer) : null;
    boolean gzip = range == null && isPacked(asked, answer);
    writeFields(request, answer, gzip);
    MultiMap fields = request.response().headers();
    fields.set(HttpHeaders.AGE, Long.toString(ageSeconds));
    fields.add(FieldNames.CACHE_STATUS, request.outcome().cacheStatus());
    OwnFields.complete(request, fields);
    if (notModified) {
      request.response().setStatusCode(304).end();
    } else if (range != null) {
      writePart(request, answer, range);
    } else {
      writeBody(request, answer, gzip);
    }
  }

  private static boolean isPacked(MultiMap asked, ListAnswer answer) {
    return answer.gzipBody() != null
        && AcceptEncoding.prefersGzip(asked.getAll(HttpHeaders.ACCEPT_ENCODING));
  }

  /** Only {@code GET} supports ranges (RFC 9110, section 14.2). */
  private static @Nullable ByteRange range(RequestContext request, ListAnswer answer) {
    MultiMap asked = request.request().headers();
    return request.method().equals(HttpMethod.GET)
            && asked.contains(FieldNames.RANGE)
            && Preconditions.isRangeWanted(asked, answer)
        ? ByteRange.of(asked.getAll(FieldNames.RANGE), answer.body().length)
        : null;
  }

  private void writeFields(RequestContext request, ListAnswer answer, boolean gzip) {
    MultiMap fields = request.response().headers();
    for (Field field : answer.fields()) {
      fields.add(field.name(), field.value());
    }
    for (Field field : request.outcome().upstream().fields()) {
      fields.add(field.name(), field.value());
    }
    String etag = gzip ? answer.gzipEtag() : answer.etag();
    if (etag != null) {
      fields.set(HttpHeaders.ETAG, etag);
    }
    if (!tellsReuse) {
      fields.set(HttpHeaders.CACHE_CONTROL, ASK_AGAIN);
    }
    if (!tellsReuse || answer.gzipBody() != null) {
      fields.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    }
  }

  private static void writeBody(RequestContext request, ListAnswer answer, boolean gzip) {
    HttpServerResponse response = request.response().setStatusCode(answer.status());
    byte[] packed = answer.gzipBody();
    byte[] body = gzip && packed != null ? packed : answer.body();
    if (gzip) {
      response.headers().set(HttpHeaders.CONTENT_ENCODING, GZIP);
    }
    if (answer.status() == 204) {
      response.end();
      return;
    }
    response.headers().set(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
    if (request.isHead()) {
      response.end();
    } else {
      response.end(unsafeBuffer(body, 0, body.length));
    }
  }

  private static void writePart(RequestContext request, ListAnswer answer, ByteRange range) {
    HttpServerResponse response = request.response();
    response.setStatusCode(range.isUnsatisfiable() ? 416 : 206);
    MultiMap fields = response.headers();
    fields.set(HttpHeaders.CONTENT_RANGE, range.contentRange(answer.body().length));
    fields.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(range.length()));
    response.end(unsafeBuffer(answer.body(), range.first(), range.length()));
  }

  /** Wraps the stored bytes: a copy for each client would cost more than the rest of a hit. */
  @SuppressWarnings("deprecation") // The other factories copy.
  private static Buffer unsafeBuffer(byte[] kept, int first, int length) {
    return Buffer.buffer(Unpooled.wrappedBuffer(kept, first, length));
  }
}
