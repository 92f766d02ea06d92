package dev.bimgate.gateway.observe;

import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.gateway.context.CallerIdentity;
import dev.bimgate.gateway.context.Outcome;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.RequestOutcome;
import dev.bimgate.gateway.context.RouteLabel;
import dev.bimgate.gateway.context.http.ClientAddresses;
import dev.bimgate.gateway.context.target.RequestTarget;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The content of a request's log line. It holds no query, no rejected path and no header but the
 * user agent, because a client may have put a credential there.
 */
record EndedRequest(
    long endedAtMillis,
    String id,
    String method,
    @Nullable String path,
    RouteLabel route,
    int status,
    Outcome outcome,
    @Nullable LookupOutcome lookup,
    @Nullable String cause,
    long durationNanos,
    long bytes,
    @Nullable Caller caller,
    String client,
    @Nullable String userAgent,
    @Nullable String upstreamRequestId,
    @Nullable String upstreamRemaining,
    @Nullable String traceId) {

  /**
   * The line of a request.
   *
   * @param addresses finds the client
   */
  static EndedRequest of(RequestContext request, long durationNanos, ClientAddresses addresses) {
    RequestTarget target = request.targetIfRead();
    CallerIdentity identity = request.identityIfKnown();
    RequestOutcome outcome = request.outcome();
    return new EndedRequest(
        System.currentTimeMillis(),
        request.id(),
        request.method().name(),
        target == null ? null : target.loggedPath(),
        outcome.route(),
        request.response().getStatusCode(),
        outcome.result(),
        outcome.lookup(),
        outcome.cause(),
        durationNanos,
        request.response().bytesWritten(),
        identity == null ? null : identity.caller(),
        addresses.textOf(request.request()),
        request.request().getHeader(HttpHeaders.USER_AGENT),
        outcome.upstream().requestId(),
        outcome.upstream().remaining(),
        request.trace().id());
  }
}
