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
    @Nullable String client,
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
        target == null ? null : bounded(target.loggedPath()),
        outcome.route(),
        request.response().getStatusCode(),
        outcome.result(),
        outcome.lookup(),
        outcome.cause(),
        durationNanos,
        request.response().bytesWritten(),
        identity == null ? null : identity.caller(),
        addresses.textOf(request.request()),
        withoutCutWord(request.request().getHeader(HttpHeaders.USER_AGENT)),
        outcome.upstream().requestId(),
        outcome.upstream().remaining(),
        request.trace().id());
  }

  /** Lines that wait to be written hold no more of a text than is written of it. */
  private static String bounded(String text) {
    return text.length() <= LineForm.MAX_VALUE_LENGTH
        ? text
        : text.substring(0, LineForm.MAX_VALUE_LENGTH);
  }

  /** The beginning of a token would be too short to be known for one. */
  private static @Nullable String withoutCutWord(@Nullable String userAgent) {
    if (userAgent == null || userAgent.length() <= LineForm.MAX_VALUE_LENGTH) {
      return userAgent;
    }
    int end = LineForm.MAX_VALUE_LENGTH;
    while (end > 0 && LogLine.isOfWord(userAgent.charAt(end - 1))) {
      end--;
    }
    return userAgent.substring(0, end);
  }
}
