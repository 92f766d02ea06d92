package dev.bimgate.gateway.passthrough;

import dev.bimgate.cache.ListCache;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Statuses;
import dev.bimgate.client.BimplusClient;
import dev.bimgate.client.UpstreamException;
import dev.bimgate.client.UpstreamFailure;
import dev.bimgate.client.UpstreamRequest;
import dev.bimgate.client.UpstreamResponse;
import dev.bimgate.gateway.context.BodyTimeout;
import dev.bimgate.gateway.context.CallerIdentity;
import dev.bimgate.gateway.context.Outcome;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.RouteName;
import dev.bimgate.gateway.context.StreamedResponse;
import dev.bimgate.gateway.context.http.ClientAddresses;
import dev.bimgate.gateway.context.http.EndToEndHeaders;
import dev.bimgate.gateway.limits.UserCalls;
import dev.bimgate.gateway.peers.Peers;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemException;
import dev.bimgate.gateway.problem.ProblemResponse;
import dev.bimgate.gateway.problem.ProblemType;
import dev.bimgate.gateway.problem.UpstreamProblem;
import dev.bimgate.gateway.redaction.Redaction;
import dev.bimgate.gateway.routes.CachedRoute;
import dev.bimgate.gateway.routes.LocationInvalidation;
import dev.bimgate.gateway.routes.WriteInvalidation;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Handles every request that is not served from the cache: streams both ways, each side no faster
 * than the other reads. A client that leaves cancels its own upstream request only.
 *
 * <p>Before the response to a write goes on, the lists that it may have changed are invalidated at
 * all gateways; so no request that is sent after that response gets the list from before.
 */
public final class PassthroughHandler {

  private final BimplusClient client;
  private final UserCalls calls;
  private final ClientAddresses addresses;
  private final ListCache cache;
  private final Peers peers;
  private final LocationInvalidation named;
  private final Redaction redaction;
  private final Duration bodyPeriod;
  private final UploadWindows windows = new UploadWindows();

  /**
   * A handler that calls Bimplus.
   *
   * @param bodyPeriod the period of {@link BodyTimeout}
   */
  public PassthroughHandler(
      BimplusClient client,
      UserCalls calls,
      ClientAddresses addresses,
      ListCache cache,
      Peers peers,
      LocationInvalidation named,
      Redaction redaction,
      Duration bodyPeriod) {
    this.client = client;
    this.calls = calls;
    this.addresses = addresses;
    this.cache = cache;
    this.peers = peers;
    this.named = named;
    this.redaction = redaction;
    this.bodyPeriod = bodyPeriod;
  }

  public void handle(RequestContext request) {
    if (request.outcome().route() == RouteName.NONE) {
      request.outcome().route(RouteName.PASSTHROUGH);
    }
    RuntimeException rejection = request.rejectionOfCall();
    if (rejection != null) {
      ProblemResponse.write(request, UpstreamProblem.of(rejection));
      return;
    }
    if (peers.rejectsWrites() && !invalidatedBy(request, Invalidation.Reason.WRITE).isEmpty()) {
      ProblemResponse.write(request, isolated());
      return;
    }
    if (request.identityIfKnown() == null && request.announcesBody()) {
      LoginBody.read(request, body -> forward(request, body));
    } else {
      if (OutgoingCall.isLongToSend(request)) {
        windows.widen(request.request());
      }
      forward(request, new BodyTimeout(request, bodyPeriod, () -> bodyTimedOut(request)));
    }
  }

  private void forward(RequestContext request, ReadStream<Buffer> body) {
    boolean redacted = redaction.concerns(request.target());
    Promise<Void> abandoned = Promise.promise();
    request.whenOver(abandoned::tryComplete);
    calls
        .call(
            request,
            span -> {
              UpstreamRequest call =
                  OutgoingCall.of(request, redacted, party(request), abandoned.future(), body);
              span.propagateTo(call.headers());
              return client.stream(call);
            })
        .onComplete(
            called ->
                request.step(
                    () -> {
                      if (called.succeeded()) {
                        responded(request, called.result(), redacted);
                      } else {
                        failed(request, called.cause());
                      }
                    }));
  }

  private Object party(RequestContext request) {
    CallerIdentity identity = request.identityIfKnown();
    return identity == null ? addresses.networkOf(request.request()) : identity.caller().user();
  }

  /** The end of the response cancels the upstream request. */
  private static void bodyTimedOut(RequestContext request) {
    ProblemResponse.write(
        request,
        new Problem(
            ProblemType.BODY_TIMEOUT, "The body arrived too slowly: 16 KB a minute is the least."));
  }

  private void responded(RequestContext request, UpstreamResponse response, boolean redacted) {
    if (response.status() == 304 && !isConditional(request)) {
      response.body().resume();
      failed(request, new UpstreamException(UpstreamFailure.MALFORMED));
      return;
    }
    invalidateIfRejected(request, response.status());
    afterInvalidating(
        request,
        invalidatedBy(request, response),
        mayLeave -> {
          if (mayLeave) {
            forward(request, response, redacted);
          } else {
            response.reset();
            tell(request, new ProblemException(isolatedMeanwhile()));
          }
        });
  }

  /**
   * Takes a step once no gateway serves the lists from before; at once if none are invalidated. It
   * gets what {@link Peers#invalidate} has completed with.
   */
  private void afterInvalidating(
      RequestContext request, List<Invalidation> what, Consumer<Boolean> step) {
    if (what.isEmpty()) {
      step.accept(true);
      return;
    }
    Future<Boolean> invalidated = peers.invalidate(what);
    if (invalidated.isComplete()) {
      step.accept(invalidated.result());
    } else {
      invalidated.onComplete(done -> request.onEventLoop(() -> step.accept(done.result())));
    }
  }

  private void forward(RequestContext request, UpstreamResponse response, boolean redacted) {
    if (request.isOver()) {
      response.reset();
      return;
    }
    MultiMap headers = EndToEndHeaders.ofResponse(response.headers(), response.version());
    request.outcome().upstream(headers, List.of());
    StreamedResponse streamed =
        new StreamedResponse(response.status(), headers, response.body(), response::trailers);
    Future<StreamedResponse> shown =
        redacted ? redaction.redact(streamed, !request.isHead()) : Future.succeededFuture(streamed);
    shown.onComplete(
        ready ->
            request.step(
                () -> {
                  if (ready.succeeded()) {
                    send(request, ready.result(), response);
                  } else {
                    response.reset();
                    ProblemResponse.write(request, UpstreamProblem.of(ready.cause()));
                  }
                }));
  }

  /** Only then is 304 a response (RFC 9110, section 15.4.5). */
  private static boolean isConditional(RequestContext request) {
    MultiMap headers = request.request().headers();
    return headers.contains(HttpHeaders.IF_NONE_MATCH)
        || headers.contains(HttpHeaders.IF_MODIFIED_SINCE);
  }

  private static void send(
      RequestContext request, StreamedResponse streamed, UpstreamResponse response) {
    if (request.isOver()) {
      response.reset();
      return;
    }
    request.outcome().result(Outcome.UPSTREAM);
    streamed.send(
        request,
        () -> {
          request.outcome().result(Outcome.UPSTREAM_BROKEN);
          response.reset();
        });
  }

  private void failed(RequestContext request, Throwable failure) {
    List<Invalidation> what =
        isNeverSent(failure)
            ? List.of()
            : invalidatedBy(request, Invalidation.Reason.UNANSWERED_WRITE);
    afterInvalidating(request, what, mayLeave -> tell(request, failure));
  }

  private static void tell(RequestContext request, Throwable failure) {
    if (request.isOver()) {
      // Its response may still be on its way, and a reset would destroy it.
      return;
    }
    if (isOfTheClient(failure)) {
      // Its stream is broken (RFC 9113, section 8.1.1): a response would not be read.
      request.cutOff();
      return;
    }
    ProblemResponse.write(request, UpstreamProblem.of(failure));
  }

  /** No connection, or a limit of the user. */
  private static boolean isNeverSent(Throwable failure) {
    return failure instanceof ProblemException
        || (failure instanceof UpstreamException upstream && upstream.failure().isUnsent());
  }

  /** The body of the request ended early, or did not match its length. */
  private static boolean isOfTheClient(Throwable failure) {
    return failure instanceof UpstreamException upstream
        && upstream.failure() == UpstreamFailure.CANCELLED;
  }

  /** A caller whom Bimplus denies a list must not get it from the cache either. */
  private void invalidateIfRejected(RequestContext request, int status) {
    if (Statuses.removesEntry(status)) {
      CachedRoute.of(request.method(), request.target())
          .map(route -> route.key(request.identity().caller(), request.target()))
          .ifPresent(
              key -> {
                cache.rejected(key);
                peers.rejected(key);
              });
    }
  }

  /**
   * A write whose response is 5xx may have been carried out. What its {@code Location} names is
   * invalidated by success and redirection alone (RFC 9111, section 4.4).
   */
  private List<Invalidation> invalidatedBy(RequestContext request, UpstreamResponse response) {
    if (!WriteInvalidation.isUnsafe(request.method())) {
      return List.of();
    }
    if (response.status() >= 500) {
      return invalidatedBy(request, Invalidation.Reason.UNANSWERED_WRITE);
    }
    return response.status() >= 400
        ? List.of()
        : Stream.concat(
                invalidatedBy(request, Invalidation.Reason.WRITE).stream(),
                named
                    .invalidationsBy(request.method(), request.target(), response.headers())
                    .stream())
            .toList();
  }

  private static List<Invalidation> invalidatedBy(
      RequestContext request, Invalidation.Reason reason) {
    return WriteInvalidation.invalidationsBy(request.method(), request.target(), reason);
  }

  private static Problem isolated() {
    return new Problem(
        ProblemType.ISOLATED,
        "The gateway is isolated from its peers, so it sends no writes that change lists.",
        Map.of("Retry-After", "1"));
  }

  /** Without {@code Retry-After}: a retry would make the write twice. */
  private static Problem isolatedMeanwhile() {
    return new Problem(
        ProblemType.ISOLATED,
        "Bimplus has responded to this write, but the gateway became isolated before its peers knew"
            + " of it: they may serve lists from before it for a while. Check before repeating it.");
  }
}
