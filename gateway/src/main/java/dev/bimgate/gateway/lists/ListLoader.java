package dev.bimgate.gateway.lists;

import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.Statuses;
import dev.bimgate.cache.model.Validators;
import dev.bimgate.client.BimplusClient;
import dev.bimgate.client.CallClass;
import dev.bimgate.client.Credential;
import dev.bimgate.client.InterimResponses;
import dev.bimgate.client.ListRequest;
import dev.bimgate.client.UpstreamException;
import dev.bimgate.gateway.context.EarlyHints;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.http.EndToEndHeaders;
import dev.bimgate.gateway.limits.UserCalls;
import dev.bimgate.gateway.problem.ProblemException;
import dev.bimgate.gateway.routes.CachedRoute;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Loads a list from Bimplus: one upstream request with one caller's credential, read whole if it
 * fits.
 *
 * <p>A load belongs to no connection: it goes on when the request that started it has left.
 */
final class ListLoader {

  private static final List<String> NOT_FOR_A_LOAD =
      List.of(
          "Authorization",
          "Cache-Control",
          "Pragma",
          "If-None-Match",
          "If-Modified-Since",
          "If-Match",
          "If-Unmodified-Since",
          "If-Range",
          "Range");

  private final BimplusClient client;
  private final UserCalls calls;
  private final InstantSource clock;
  private final ListResponseReader reader;
  private final Duration listTimeout;
  private final Consumer<CacheKey> rejected;

  /**
   * @param listTimeout for a whole load, a retry included
   * @param rejected gets the key of each list that Bimplus has rejected
   */
  ListLoader(
      BimplusClient client,
      UserCalls calls,
      InstantSource clock,
      ListResponseReader reader,
      Duration listTimeout,
      Consumer<CacheKey> rejected) {
    this.client = client;
    this.calls = calls;
    this.clock = clock;
    this.reader = reader;
    this.listTimeout = listTimeout;
    this.rejected = rejected;
  }

  /**
   * Loads the list of a request.
   *
   * @param starter the request that starts the load; notes what Bimplus said of this upstream
   *     request
   * @param known the list whose validators make the request conditional; null loads the list whole
   */
  Future<OriginResponse<StreamedList>> load(
      RequestContext starter, CachedRoute route, @Nullable ListResponse known) {
    RuntimeException rejection = starter.rejectionOfCall();
    return rejection != null ? unsent(rejection) : call(starter, route, known, System.nanoTime());
  }

  /** Whether calls of the request's user are scarce. */
  boolean economizes(RequestContext starter) {
    return calls.economizes(starter);
  }

  /** Whether Bimplus gets probes alone from the request's user. */
  boolean isProbing(RequestContext starter) {
    return client.isProbing(CallClass.LISTS, starter.identity().caller().user());
  }

  private Future<OriginResponse<StreamedList>> call(
      RequestContext starter,
      CachedRoute route,
      @Nullable ListResponse known,
      long startedAtNanos) {
    MultiMap headers =
        requestHeaders(starter.request(), known == null ? Validators.NONE : known.validators());
    ListRequest request =
        ListRequest.of(starter.target().query(), headers)
            .withInterim(earlyHintsTo(starter))
            .sharedBy(starter.identity().caller().user())
            .endingWithin(left(startedAtNanos));
    Credential credential =
        new Credential(
            Objects.requireNonNull(starter.request().getHeader(HttpHeaders.AUTHORIZATION)));
    Instant sentAt = clock.instant();
    return calls
        .call(
            starter,
            span -> {
              span.propagateTo(headers);
              return client.list(route.operation(), credential, starter.target().team(), request);
            })
        .transform(
            called ->
                called.succeeded()
                    ? read(
                        new UpstreamListResponse(
                            starter, route, known, called.result(), sentAt, clock.instant()),
                        () -> call(starter, route, null, startedAtNanos).toCompletionStage())
                    : unsent(called.cause()));
  }

  private static Future<OriginResponse<StreamedList>> unsent(Throwable failure) {
    boolean rejected =
        failure instanceof ProblemException
            || (failure instanceof UpstreamException upstream && upstream.failure().isRejection());
    return rejected
        ? Future.succeededFuture(new OriginResponse.NotSent<>(failure))
        : Future.failedFuture(failure);
  }

  private Duration left(long startedAtNanos) {
    return listTimeout.minusNanos(System.nanoTime() - startedAtNanos);
  }

  private Future<OriginResponse<StreamedList>> read(
      UpstreamListResponse arrival,
      Supplier<CompletionStage<OriginResponse<StreamedList>>> reload) {
    int status = arrival.response().status();
    if (Statuses.removesEntry(status)) {
      RequestContext starter = arrival.starter();
      rejected.accept(arrival.route().key(starter.identity().caller(), starter.target()));
    }
    return reader
        .read(arrival, reload)
        .onFailure(failure -> arrival.response().reset())
        .recover(
            failure ->
                Statuses.removesEntry(status)
                    ? Future.succeededFuture(
                        new OriginResponse.UnreadableRefusal<>(status, failure))
                    : Future.failedFuture(failure));
  }

  /** To the caller that started the load, and to no other. */
  private static InterimResponses earlyHintsTo(RequestContext starter) {
    return new InterimResponses() {
      @Override
      public void onEarlyHints(MultiMap headers) {
        EarlyHints.tell(starter, headers);
      }
    };
  }

  private static MultiMap requestHeaders(HttpServerRequest request, Validators validators) {
    MultiMap headers = EndToEndHeaders.ofRequest(request.headers(), request.version());
    NOT_FOR_A_LOAD.forEach(headers::remove);
    headers.set(HttpHeaders.ACCEPT_ENCODING, "gzip");
    if (validators.etag() != null) {
      headers.set(HttpHeaders.IF_NONE_MATCH, validators.etag());
    }
    if (validators.lastModified() != null) {
      headers.set(HttpHeaders.IF_MODIFIED_SINCE, validators.lastModified());
    }
    return headers;
  }
}
