package dev.bimgate.gateway.lists;

import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.client.UpstreamResponse;
import dev.bimgate.gateway.context.CommonHeaders;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.http.EndToEndHeaders;
import dev.bimgate.gateway.routes.CachedRoute;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Status and headers of a response to a load, and the request it responds to.
 *
 * @param starter the request that started the load
 * @param known the list whose validators made the request conditional
 * @param endToEnd the forwarded headers, with a {@code Date}: a stored list without one would get a
 *     new date each time (RFC 9110, section 6.6.1)
 * @param sentAt when the request was sent
 */
record UpstreamListResponse(
    RequestContext starter,
    CachedRoute route,
    @Nullable ListResponse known,
    UpstreamResponse response,
    MultiMap endToEnd,
    Instant sentAt,
    Instant arrivedAt) {

  UpstreamListResponse(
      RequestContext starter,
      CachedRoute route,
      @Nullable ListResponse known,
      UpstreamResponse response,
      Instant sentAt,
      Instant arrivedAt) {
    this(starter, route, known, response, dated(response, arrivedAt), sentAt, arrivedAt);
  }

  /**
   * The list that a 304 confirms: the one whose validators were sent, unless the 304 has another
   * ETag (RFC 9111, section 4.3.4).
   */
  @Nullable ListResponse confirmed() {
    String ours = known == null ? null : known.validators().etag();
    String theirs = response.headers().get(HttpHeaders.ETAG);
    boolean ofAnother = ours != null && theirs != null && !EntityTags.areAlike(theirs, ours);
    return ofAnother ? null : known;
  }

  private static MultiMap dated(UpstreamResponse response, Instant arrivedAt) {
    MultiMap headers = EndToEndHeaders.ofResponse(response.headers(), response.version());
    if (!headers.contains(HttpHeaders.DATE)) {
      headers.set(HttpHeaders.DATE, CommonHeaders.date(arrivedAt));
    }
    return headers;
  }
}
