package dev.bimgate.gateway.lists;

import dev.bimgate.cache.ListCache;
import dev.bimgate.cache.fetch.Origin;
import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.RoutePolicy;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.StageSpan;
import dev.bimgate.gateway.context.TraceStage;
import dev.bimgate.gateway.peers.Peers;
import dev.bimgate.gateway.peers.SharedListResult;
import dev.bimgate.gateway.peers.SharedLists;
import dev.bimgate.gateway.routes.CachedRoute;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where lists come from that the cache does not have: from a peer, or else from Bimplus. */
final class ListOrigins {

  private static final Duration ANY_AGE = Duration.ofDays(36_500);

  private final ListLoader loader;
  private final ListCache cache;
  private final List<RoutePolicy> policies;
  private final Peers peers;

  /**
   * @param policies of the routes, in their order
   */
  ListOrigins(ListLoader loader, ListCache cache, List<RoutePolicy> policies, Peers peers) {
    this.loader = loader;
    this.cache = cache;
    this.policies = policies;
    this.peers = peers;
  }

  /** The load that a request may start. */
  Load of(RequestContext starter, CachedRoute route, CacheKey key, LookupOptions options) {
    return new Load(this, starter, route, key, options);
  }

  /**
   * Gets a list. By the rule of {@code min-revalidation-interval}, one that a peer has loaded
   * within it satisfies any directive.
   */
  private Future<OriginResponse<StreamedList>> fetch(Load load, @Nullable ListResponse known) {
    Supplier<Future<OriginResponse<StreamedList>>> own =
        () -> loader.load(load.starter, load.route, known);
    RoutePolicy policy = policies.get(load.route.ordinal());
    Duration maxAge = load.options.isDemanding() ? policy.minRevalidationInterval() : ANY_AGE;
    if (load.options.loadedSinceNanos() != null || maxAge.isZero()) {
      return own.get();
    }
    SharedLists.Wanted wanted =
        new SharedLists.Wanted(cache.storedUnder(load.key), policy.lifetimes(), maxAge, known);
    return peers.sharesLists()
        ? fetchTraced(load.starter.trace().start(TraceStage.SECOND_LEVEL), wanted, own)
        : peers.fetch(wanted, own);
  }

  /** The span ends where the own load begins. */
  private Future<OriginResponse<StreamedList>> fetchTraced(
      StageSpan span,
      SharedLists.Wanted wanted,
      Supplier<Future<OriginResponse<StreamedList>>> own) {
    return peers
        .fetch(
            wanted,
            () -> {
              span.end(SharedListResult.MISS);
              return own.get();
            })
        .onComplete(fetched -> span.end(SharedListResult.HIT));
  }

  /** The load that a request may start, and its headers, which select among responses that vary. */
  record Load(
      ListOrigins origins,
      RequestContext starter,
      CachedRoute route,
      CacheKey key,
      LookupOptions options)
      implements Origin<StreamedList>, Headers {

    @Override
    public CompletionStage<OriginResponse<StreamedList>> fetch(@Nullable ListResponse known) {
      return origins.fetch(this, known).toCompletionStage();
    }

    @Override
    public boolean economizes() {
      return origins.loader.economizes(starter);
    }

    @Override
    public boolean isProbing() {
      return origins.loader.isProbing(starter);
    }

    @Override
    public Headers request() {
      return this;
    }

    @Override
    public List<String> of(String name) {
      return starter.request().headers().getAll(name);
    }
  }
}
