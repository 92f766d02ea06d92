package dev.bimgate.gateway.lists;

import dev.bimgate.cache.Field;
import dev.bimgate.cache.ListAnswer;
import dev.bimgate.cache.Lookup;
import dev.bimgate.gateway.context.FieldNames;
import dev.bimgate.gateway.context.Outcome;
import dev.bimgate.gateway.context.OwnFields;
import dev.bimgate.gateway.context.RequestContext;
import io.netty.buffer.Unpooled;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** The writing of a whole list to one client: full, as 304, or as a head alone. */
final class ListAnswerWriter {

  /** A browser asks again each time, and gets 304 while nothing has changed. */
  private static final CharSequence ASK_AGAIN = HttpHeaders.createOptimized("private, no-cache");

  private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");

  private ListAnswerWriter() {}

  static void write(RequestContext request, Lookup.Found<ListPassage> found) {
    request.lookup(found.outcome());
    request.outcome(
        switch (found.outcome()) {
          case HIT, STALE -> Outcome.CACHED;
          case REVALIDATED, MISS, COALESCED, BYPASS -> Outcome.UPSTREAM;
        });
    ListAnswer answer = found.answer();
    MultiMap asked = request.request().headers();
    boolean gzip =
        answer.gzipBody() != null
            && AcceptEncoding.prefersGzip(asked.getAll(HttpHeaders.ACCEPT_ENCODING));
    writeFields(request, found, gzip);
    if (answer.status() == 200 && Preconditions.isNotModified(asked, answer)) {
      request.response().setStatusCode(304).end();
      return;
    }
    writeBody(request, answer, gzip);
  }

  private static void writeFields(
      RequestContext request, Lookup.Found<ListPassage> found, boolean gzip) {
    ListAnswer answer = found.answer();
    MultiMap fields = request.response().headers();
    for (Field field : answer.fields()) {
      fields.add(field.name(), field.value());
    }
    for (Field field : request.fieldsOfTheCall()) {
      fields.add(field.name(), field.value());
    }
    String etag = gzip ? answer.gzipEtag() : answer.etag();
    if (etag != null) {
      fields.set(HttpHeaders.ETAG, etag);
    }
    fields.set(HttpHeaders.CACHE_CONTROL, ASK_AGAIN);
    fields.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    fields.set(HttpHeaders.AGE, Long.toString(found.ageSeconds()));
    fields.add(FieldNames.CACHE_STATUS, CacheStatus.of(found));
    OwnFields.complete(request, fields);
  }

  private static void writeBody(RequestContext request, ListAnswer answer, boolean gzip) {
    HttpServerResponse response = request.response().setStatusCode(answer.status());
    byte[] packed = answer.gzipBody();
    byte[] body = gzip && packed != null ? packed : answer.body();
    if (gzip) {
      response.headers().set(HttpHeaders.CONTENT_ENCODING, GZIP);
    }
    response.headers().set(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
    if (request.isHead()) {
      response.end();
    } else {
      response.end(unsafeBuffer(body));
    }
  }

  /** The kept bytes themselves: a copy for each reader would cost more than the rest of a hit. */
  @SuppressWarnings("deprecation") // The other factories copy.
  private static Buffer unsafeBuffer(byte[] kept) {
    return Buffer.buffer(Unpooled.wrappedBuffer(kept));
  }
}
