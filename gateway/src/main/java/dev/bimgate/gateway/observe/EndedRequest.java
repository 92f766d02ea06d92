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
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The content of a request's log line. It holds no query, no header and no rejected path, because a
 * client may have put a credential there.
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
    @Nullable InetAddress client,
    @Nullable String upstreamRequestId,
    @Nullable String upstreamRemaining) {

  /** Results of requests that were rejected. */
  private static final Set<Outcome> REJECTED =
      EnumSet.of(
          Outcome.REFUSED_REQUEST,
          Outcome.REFUSED_CREDENTIAL,
          Outcome.LIMITED,
          Outcome.ISSUER_UNAVAILABLE,
          Outcome.OVERLOADED,
          Outcome.UPSTREAM_UNAVAILABLE,
          Outcome.DRAINED,
          Outcome.ISOLATED);

  /**
   * The line of a request.
   *
   * @param addresses finds the client of a request that was rejected before its user was known
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
        identity == null && REJECTED.contains(outcome.result())
            ? addresses.of(request.request())
            : null,
        outcome.upstream().requestId(),
        outcome.upstream().remaining());
  }
}
