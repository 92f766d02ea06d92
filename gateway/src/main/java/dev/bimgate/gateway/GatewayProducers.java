package dev.bimgate.gateway;

import dev.bimgate.cache.ListCache;
import dev.bimgate.cache.model.CacheOptions;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.RoutePolicy;
import dev.bimgate.client.BimplusClient;
import dev.bimgate.client.BimplusClientOptions;
import dev.bimgate.gateway.OutboundConnections.Destination;
import dev.bimgate.gateway.config.BimplusSettings;
import dev.bimgate.gateway.config.BimplusUrls;
import dev.bimgate.gateway.config.EnvironmentNames;
import dev.bimgate.gateway.config.GatewaySettings;
import dev.bimgate.gateway.config.RevokedRights;
import dev.bimgate.gateway.context.BodyTimeout;
import dev.bimgate.gateway.context.http.ClientAddresses;
import dev.bimgate.gateway.context.target.TargetParser;
import dev.bimgate.gateway.drain.Drain;
import dev.bimgate.gateway.limits.LimitMeters;
import dev.bimgate.gateway.limits.LimitOptions;
import dev.bimgate.gateway.limits.LoginLimit;
import dev.bimgate.gateway.limits.UserCalls;
import dev.bimgate.gateway.lists.CacheBypass;
import dev.bimgate.gateway.lists.ConfiguredStorage;
import dev.bimgate.gateway.lists.ListHandler;
import dev.bimgate.gateway.lists.MissedSharing;
import dev.bimgate.gateway.lists.StoragePolicy;
import dev.bimgate.gateway.lists.UpstreamStorage;
import dev.bimgate.gateway.observe.CacheMeters;
import dev.bimgate.gateway.observe.UpstreamMeters;
import dev.bimgate.gateway.passthrough.PassthroughHandler;
import dev.bimgate.gateway.peers.Peers;
import dev.bimgate.gateway.peers.SharedLists;
import dev.bimgate.gateway.redaction.Redaction;
import dev.bimgate.gateway.redaction.RedactionRules;
import dev.bimgate.gateway.routes.CachedRoute;
import dev.bimgate.gateway.routes.LocationInvalidation;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/** Produces the gateway's parts from its settings. */
@Singleton
class GatewayProducers {

  private static final Logger LOG = Logger.getLogger(GatewayProducers.class);

  private static final Duration LONGEST = Duration.ofDays(24);

  private final BimplusSettings bimplus;
  private final GatewaySettings gateway;

  GatewayProducers(BimplusSettings bimplus, GatewaySettings gateway) {
    this.bimplus = bimplus;
    this.gateway = gateway;
  }

  /** Logs in one line how long a revoked right stays readable under these settings. */
  void tellHowLongRightsLast(@Observes StartupEvent started) {
    Duration fromPeers =
        gateway.peers().url().isPresent() ? SharedLists.LONGEST_DELAY : Duration.ZERO;
    LOG.info(
        RevokedRights.of(lifetimes(), bimplus, fromPeers, gateway.cache().freshness()).sentence());
  }

  /** Warns of environment variables that may be misspelt settings. */
  void warnOfUnknownVariables(@Observes StartupEvent started) {
    SmallRyeConfig config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
    EnvironmentNames.warnings(config).forEach(LOG::warn);
  }

  @Produces
  @Singleton
  InstantSource clock() {
    return InstantSource.system();
  }

  @Produces
  @Singleton
  Drain drain() {
    return new Drain();
  }

  @Produces
  @Singleton
  ClientAddresses clientAddresses() {
    return new ClientAddresses(gateway.trustedProxies().orElse(Set.of()));
  }

  @Produces
  @Singleton
  LimitMeters limitMeters(MeterRegistry registry) {
    return new LimitMeters(registry);
  }

  @Produces
  @Singleton
  LoginLimit loginLimit(
      UserCalls calls, ClientAddresses addresses, InstantSource clock, LimitMeters meters) {
    return new LoginLimit(
        gateway.limits().loginRate(),
        calls::economizesAnonymous,
        addresses,
        clock,
        meters::rejected);
  }

  @Produces
  @Singleton
  OverloadCheck overloadCheck(LimitMeters meters) {
    return new OverloadCheck(gateway.limits().maxRequests(), meters);
  }

  @Produces
  @Singleton
  TargetParser targetParser(GatewayEndpoints own) {
    return new TargetParser(gateway.cache().ignoredQueryParameters().orElse(Set.of()), own.paths());
  }

  @Produces
  @Singleton
  RedactionRules redactionRules() {
    return new RedactionRules(
        gateway.redactedPaths().orElse(Set.of()), gateway.redactedFields().orElse(Set.of()));
  }

  @Produces
  @Singleton
  Redaction redaction(RedactionRules rules) {
    return new Redaction(rules);
  }

  /** The clock of the breakers: unlike the other, it is never set back. */
  @Produces
  @Singleton
  LongSupplier nanoClock() {
    return System::nanoTime;
  }

  @Produces
  @Singleton
  BimplusClient client(
      Vertx vertx, MeterRegistry registry, LongSupplier nanoClock, OutboundConnections outbound) {
    BimplusClientOptions options =
        new BimplusClientOptions(
            BimplusUrls.of(bimplus).api(),
            limit(bimplus.connectTimeout()),
            limit(bimplus.answerTimeout()),
            limit(bimplus.idleTimeout()),
            limit(bimplus.listTimeout()),
            bimplus.poolSize(),
            bimplus.poolMaxWait());
    BimplusClient client =
        BimplusClient.create(
            vertx,
            options,
            outbound.http(Destination.BIMPLUS),
            new UpstreamMeters(registry),
            nanoClock);
    outbound.onUpdate(Destination.BIMPLUS, client::updateTls);
    return client;
  }

  /** A timeout as the client takes it: zero is none, and timers count milliseconds in an int. */
  static Duration limit(Duration setting) {
    boolean none = setting.isZero() || setting.compareTo(LONGEST) > 0;
    return none ? LONGEST : setting;
  }

  void close(@Disposes BimplusClient client) {
    client.close();
  }

  @Produces
  @Singleton
  CacheMeters cacheMeters(MeterRegistry registry) {
    return new CacheMeters(registry, List.of(CachedRoute.values()));
  }

  @Produces
  @Singleton
  ListCache cache(InstantSource clock, CacheMeters meters) {
    ListCache cache = new ListCache(cacheOptions(gateway.cache()), clock, meters);
    meters.watch(cache);
    return cache;
  }

  /** The times of the cached routes, in the order of the routes. */
  private Stream<Lifetimes> lifetimes() {
    return Stream.of(CachedRoute.values()).map(route -> route.lifetimes(gateway.cache()));
  }

  private Stream<RoutePolicy> policies() {
    return lifetimes().map(lifetimes -> policy(gateway.cache(), lifetimes));
  }

  private CacheOptions cacheOptions(GatewaySettings.Cache cache) {
    return new CacheOptions(
        policies().toList(),
        cache.maxSize().asLongValue(),
        cache.maxEntrySize().asLongValue(),
        cache.maxSharePerCaller().percent() / 100,
        cache.sharedBetweenApps());
  }

  private static RoutePolicy policy(GatewaySettings.Cache cache, Lifetimes lifetimes) {
    return new RoutePolicy(lifetimes, cache.minRevalidationInterval().orElse(lifetimes.freshFor()));
  }

  private StoragePolicy storagePolicy(GatewaySettings.Cache cache) {
    return switch (cache.freshness()) {
      case CONFIGURED -> new ConfiguredStorage();
      case UPSTREAM ->
          new UpstreamStorage(lifetimes().toList(), cache.targetedField().orElse(null));
    };
  }

  @Produces
  @Singleton
  PassthroughHandler passthrough(
      BimplusClient client,
      UserCalls calls,
      ClientAddresses addresses,
      ListCache cache,
      Peers peers,
      Redaction redaction,
      TargetParser targets) {
    LocationInvalidation named = new LocationInvalidation(BimplusUrls.of(bimplus).api(), targets);
    return new PassthroughHandler(
        client, calls, addresses, cache, peers, named, redaction, BodyTimeout.PERIOD);
  }

  @Produces
  @Singleton
  UserCalls userCalls(InstantSource clock, LimitMeters meters, Peers peers) {
    GatewaySettings.Limits limits = gateway.limits();
    LimitOptions options =
        new LimitOptions(
            limits.writeReserve().percent() / 100,
            limits.perUserRate(),
            limits.perAppShare().percent() / 100);
    UserCalls calls = new UserCalls(options, clock, meters::rejected, peers.budgets());
    meters.watch(calls);
    return calls;
  }

  @Produces
  @Singleton
  CacheBypass bypass(InstantSource clock) {
    return new CacheBypass(clock);
  }

  @Produces
  @Singleton
  ListHandler lists(
      BimplusClient client,
      UserCalls calls,
      ListCache cache,
      CacheMeters meters,
      Redaction redaction,
      InstantSource clock,
      CacheBypass bypass,
      Peers peers,
      PassthroughHandler passthrough) {
    MissedSharing missed = new MissedSharing(cache, clock, meters::sharingWouldHaveSaved);
    return ListHandler.of(
        cache,
        policies().toList(),
        gateway.cache().sharedBetweenApps() ? (key, stored) -> {} : missed::loaded,
        client,
        calls,
        redaction,
        clock,
        storagePolicy(gateway.cache()),
        gateway.cache().maxEntrySize().asLongValue(),
        limit(bimplus.listTimeout()),
        bypass,
        peers,
        passthrough);
  }
}
