package dev.bimgate.gateway.lists;

import dev.bimgate.cache.ListCache;
import dev.bimgate.cache.fetch.Origin;
import dev.bimgate.cache.http.RequestDirectives;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.cache.model.LookupResult;
import dev.bimgate.cache.model.RoutePolicy;
import dev.bimgate.cache.store.StoredResponse;
import dev.bimgate.client.BimplusClient;
import dev.bimgate.gateway.context.Outcome;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.RequestOutcome;
import dev.bimgate.gateway.context.StageSpan;
import dev.bimgate.gateway.context.TraceStage;
import dev.bimgate.gateway.context.http.HeaderNames;
import dev.bimgate.gateway.context.target.QueryString;
import dev.bimgate.gateway.limits.UserCalls;
import dev.bimgate.gateway.passthrough.PassthroughHandler;
import dev.bimgate.gateway.peers.Peers;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemResponse;
import dev.bimgate.gateway.problem.ProblemType;
import dev.bimgate.gateway.problem.UpstreamProblem;
import dev.bimgate.gateway.redaction.Redaction;
import dev.bimgate.gateway.routes.CachedRoute;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Serves the cached routes: from the cache, or from one load that all requests wait for. */
public final class ListHandler {

  private static final Logger LOG = Logger.getLogger(ListHandler.class);

  private static final CharSequence IF_MATCH = HttpHeaders.createOptimized("If-Match");
  private static final CharSequence IF_UNMODIFIED_SINCE =
      HttpHeaders.createOptimized("If-Unmodified-Since");
  private static final CharSequence PRAGMA = HttpHeaders.createOptimized("Pragma");

  private final ListCache cache;
  private final BiConsumer<CacheKey, Boolean> loads;
  private final ListOrigins origins;
  private final ListResponseWriter writer;
  private final InstantSource clock;
  private final Duration lifeForRevalidation;
  private final CacheBypass bypass;
  private final Peers peers;
  private final PassthroughHandler passthrough;

  private ListHandler(
      ListCache cache,
      BiConsumer<CacheKey, Boolean> loads,
      ListOrigins origins,
      ListResponseWriter writer,
      InstantSource clock,
      Duration lifeForRevalidation,
      CacheBypass bypass,
      Peers peers,
      PassthroughHandler passthrough) {
    this.cache = cache;
    this.loads = loads;
    this.origins = origins;
    this.writer = writer;
    this.clock = clock;
    this.lifeForRevalidation = lifeForRevalidation;
    this.bypass = bypass;
    this.peers = peers;
    this.passthrough = passthrough;
  }

  /**
   * A handler that loads from Bimplus.
   *
   * @param policies of the routes, in their order
   * @param loads gets each lookup that has loaded its list, and whether it was stored
   * @param calls sends the calls, within the limits of their users
   * @param policy which responses are stored, and for how long
   * @param maxListBytes a longer list is streamed
   * @param listTimeout the longest time of a load: a credential must stay valid that long to be
   *     used for one after the response
   * @param bypass the operator's switch
   * @param passthrough handles a request that must go to Bimplus
   */
  public static ListHandler of(
      ListCache cache,
      List<RoutePolicy> policies,
      BiConsumer<CacheKey, Boolean> loads,
      BimplusClient client,
      UserCalls calls,
      Redaction redaction,
      InstantSource clock,
      StoragePolicy policy,
      long maxListBytes,
      Duration listTimeout,
      CacheBypass bypass,
      Peers peers,
      PassthroughHandler passthrough) {
    ListResponseReader reader = new ListResponseReader(redaction, policy, maxListBytes);
    ListLoader loader = new ListLoader(client, calls, clock, reader, listTimeout, peers::rejected);
    ListResponseWriter writer = new ListResponseWriter(policy.tellsReuse());
    return new ListHandler(
        cache,
        loads,
        new ListOrigins(loader, cache, policies, peers),
        writer,
        clock,
        listTimeout,
        bypass,
        peers,
        passthrough);
  }

  public void handle(RequestContext request, CachedRoute route) {
    request.outcome().route(route);
    RequestDirectives directives = directives(request);
    if (mustBypass(request) || directives.noStore()) {
      cache.passBy(route);
      if (directives.onlyIfCached()) {
        unavailable(request, LookupOutcome.BYPASS);
      } else {
        pass(request);
      }
      return;
    }
    long now = clock.millis();
    CacheKey key = route.key(request.identity().caller(), request.target());
    LookupOptions options = withinPeers(lookupOptions(request, directives, now));
    ListOrigins.Load load = origins.of(request, route, key, options);
    StageSpan span = request.trace().start(TraceStage.LOOKUP);
    StoredResponse hit = cache.hit(key, options, load, now);
    if (hit != null) {
      span.end(LookupOutcome.HIT);
      writer.write(request, hit, now);
    } else {
      lookUp(request, key, options, now, load, span);
    }
  }

  private void lookUp(
      RequestContext request,
      CacheKey key,
      LookupOptions options,
      long now,
      Origin<StreamedList> load,
      StageSpan span) {
    CompletableFuture<LookupResult<StreamedList>> lookup = cache.lookup(key, options, now, load);
    if (lookup.isDone() && !lookup.isCompletedExceptionally()) {
      // Not as a dependent stage, which would swallow a defect.
      complete(request, key, lookup.join(), null, span);
      return;
    }
    request.whenOver(() -> lookup.cancel(false));
    CompletionStage<LookupResult<StreamedList>> ended = lookup;
    ended.whenComplete(
        (found, failure) ->
            request.onEventLoop(() -> complete(request, key, found, failure, span)));
  }

  private void complete(
      RequestContext request,
      CacheKey key,
      @Nullable LookupResult<StreamedList> found,
      @Nullable Throwable failure,
      StageSpan span) {
    try {
      respond(request, key, found, failure);
    } finally {
      span.end(request.outcome().lookup());
    }
  }

  /**
   * Preconditions on state, bodies and odd queries are Bimplus's to evaluate; an operator may make
   * all requests bypass.
   */
  private boolean mustBypass(RequestContext request) {
    MultiMap headers = request.request().headers();
    return bypass.isOn()
        || headers.contains(IF_MATCH)
        || headers.contains(IF_UNMODIFIED_SINCE)
        || request.announcesBody()
        || !QueryString.fitsUri(request.target().query());
  }

  private static RequestDirectives directives(RequestContext request) {
    MultiMap headers = request.request().headers();
    return headers.contains(HttpHeaders.CACHE_CONTROL) || headers.contains(PRAGMA)
        ? RequestDirectives.of(headers::getAll)
        : RequestDirectives.NONE;
  }

  private LookupOptions lookupOptions(
      RequestContext request, RequestDirectives directives, long nowMillis) {
    long lifeMillis = request.identity().expiresAt().toEpochMilli() - nowMillis;
    boolean later = lifeMillis > lifeForRevalidation.toMillis();
    LookupOptions.OnMiss onMiss = onMiss(request, directives);
    if (later && onMiss == LookupOptions.OnMiss.FETCH && directives == RequestDirectives.NONE) {
      return LookupOptions.DEFAULTS;
    }
    return new LookupOptions(
        directives.noCache(),
        directives.maxAge(),
        Objects.requireNonNullElse(directives.minFresh(), Duration.ZERO),
        Objects.requireNonNullElse(directives.maxStale(), Duration.ZERO),
        onMiss,
        later);
  }

  private LookupOptions withinPeers(LookupOptions options) {
    Long since = peers.loadedSince();
    return since == null ? options : options.loadedSince(since);
  }

  /** A range is not worth a load: unless the list is stored, Bimplus serves it. */
  private static LookupOptions.OnMiss onMiss(RequestContext request, RequestDirectives directives) {
    if (directives.onlyIfCached()) {
      return LookupOptions.OnMiss.FAIL;
    }
    return !request.isHead() && request.request().headers().contains(HeaderNames.RANGE)
        ? LookupOptions.OnMiss.PASS
        : LookupOptions.OnMiss.FETCH;
  }

  private void respond(
      RequestContext request,
      CacheKey key,
      @Nullable LookupResult<StreamedList> found,
      @Nullable Throwable failure) {
    if (request.isOver()) {
      abandon(found);
      return;
    }
    if (found == null) {
      fail(request, failure == null ? new IllegalStateException("no result") : failure);
      return;
    }
    if (found instanceof LookupResult.Found<StreamedList> list) {
      if (list.outcome() == LookupOutcome.MISS) {
        loads.accept(key, list.stored());
      }
      writer.write(request, list);
    } else if (found instanceof LookupResult.Streamed<StreamedList> streamed) {
      loads.accept(key, false);
      pass(request, streamed);
    } else if (found instanceof LookupResult.Unavailable) {
      unavailable(request, LookupOutcome.MISS);
    } else {
      pass(request);
    }
  }

  private static void fail(RequestContext request, Throwable failure) {
    Problem problem = UpstreamProblem.of(failure);
    if (problem.type() == ProblemType.INTERNAL) {
      LOG.errorf(UpstreamProblem.unwrapped(failure), "Request %s failed", request.id());
    }
    ProblemResponse.write(request, problem);
  }

  /** The client left after its load had ended: nothing else closes the stream. */
  private static void abandon(@Nullable LookupResult<StreamedList> found) {
    if (found instanceof LookupResult.Streamed<StreamedList> streamed) {
      streamed.stream().source().reset();
    }
  }

  private static void pass(RequestContext request, LookupResult.Streamed<StreamedList> found) {
    StreamedList stream = found.stream();
    int status = stream.response().status();
    RequestOutcome outcome = request.outcome();
    outcome.lookup(LookupOutcome.MISS, CacheStatus.ofStream(found.forward(), status));
    request.whenOver(stream.source()::reset);
    stream.response().send(request, () -> outcome.result(Outcome.UPSTREAM_BROKEN));
  }

  private static void unavailable(RequestContext request, LookupOutcome outcome) {
    request.outcome().lookup(outcome, null);
    ProblemResponse.write(
        request,
        new Problem(
            ProblemType.NOT_CACHED,
            "The list is not cached, and the request forbids fetching it."));
  }

  private void pass(RequestContext request) {
    request.outcome().lookup(LookupOutcome.BYPASS, CacheStatus.BYPASS);
    passthrough.handle(request);
  }
}
