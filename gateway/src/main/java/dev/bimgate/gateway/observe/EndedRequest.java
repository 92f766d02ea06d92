package dev.bimgate.gateway.observe;

import dev.bimgate.cache.Caller;
import dev.bimgate.cache.LookupOutcome;
import dev.bimgate.gateway.context.Outcome;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.RequestTarget;
import dev.bimgate.gateway.context.RouteLabel;
import org.jspecify.annotations.Nullable;

/**
 * What the log line of a request tells. It holds no query, no field and no path that was refused,
 * because a client may have put a credential there.
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
    @Nullable String upstreamRequestId,
    @Nullable String upstreamRemaining) {

  static EndedRequest of(RequestContext request, long durationNanos) {
    RequestTarget target = request.targetIfRead();
    return new EndedRequest(
        System.currentTimeMillis(),
        request.id(),
        request.method().name(),
        target == null ? null : target.loggedPath(),
        request.route(),
        request.response().getStatusCode(),
        request.outcome(),
        request.lookup(),
        request.cause(),
        durationNanos,
        request.response().bytesWritten(),
        request.callerIfKnown(),
        request.upstreamRequestId(),
        request.upstreamRemaining());
  }
}
