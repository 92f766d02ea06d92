package dev.bimgate.gateway;

import dev.bimgate.cache.ListCache;
import dev.bimgate.gateway.OutboundConnections.Destination;
import dev.bimgate.gateway.config.BimplusSettings;
import dev.bimgate.gateway.config.BimplusUrls;
import dev.bimgate.gateway.config.GatewaySettings;
import dev.bimgate.gateway.config.IsolatedWrites;
import dev.bimgate.gateway.config.SecretFile;
import dev.bimgate.gateway.health.PeersCheck;
import dev.bimgate.gateway.lists.CacheBypass;
import dev.bimgate.gateway.lists.SharedBypass;
import dev.bimgate.gateway.lists.SharedPurge;
import dev.bimgate.gateway.peers.LonePeers;
import dev.bimgate.gateway.peers.PeerMeters;
import dev.bimgate.gateway.peers.PeerOptions;
import dev.bimgate.gateway.peers.Peers;
import dev.bimgate.gateway.peers.Seal;
import dev.bimgate.gateway.peers.ValkeyPeers;
import dev.bimgate.gateway.routes.CachedRoute;
import dev.bimgate.gateway.token.revocation.Revocations;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Produces the connection to other gateways; without its settings there is none. */
@Singleton
class PeerProducers {

  private static final Logger LOG = Logger.getLogger(PeerProducers.class);

  /**
   * Of the code that redacts lists: to be increased when it redacts more or otherwise, as gateways
   * of two versions would else serve each other's lists.
   */
  private static final int REDACTION_VERSION = 1;

  private static final long LEAVING_MILLIS = 1_000;

  private final GatewaySettings gateway;
  private final GatewaySettings.Peers settings;
  private final BimplusSettings bimplus;

  PeerProducers(GatewaySettings gateway, BimplusSettings bimplus) {
    this.gateway = gateway;
    this.settings = gateway.peers();
    this.bimplus = bimplus;
  }

  /** Once all topics are added, which their parameters see to. */
  void start(
      @Observes StartupEvent started,
      Peers peers,
      Revocations denials,
      SharedPurge purge,
      SharedBypass bypass) {
    if (peers instanceof ValkeyPeers connected) {
      PeersCheck.register(connected);
      connected.start();
    }
  }

  /** After the drain, so that this gateway serves nothing any longer. */
  void leave(@Observes ShutdownEvent ended, Peers peers) throws InterruptedException {
    if (peers instanceof ValkeyPeers connected) {
      PeersCheck.remove();
      try {
        connected
            .leave()
            .toCompletionStage()
            .toCompletableFuture()
            .get(LEAVING_MILLIS, TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException late) {
        LOG.warn("left without word to peers: writes wait for this gateway for one lease");
      }
    }
  }

  @Produces
  @Singleton
  SharedPurge sharedPurge(ListCache cache, Peers peers) {
    return new SharedPurge(cache, peers);
  }

  @Produces
  @Singleton
  SharedBypass sharedBypass(CacheBypass bypass, Peers peers) {
    return new SharedBypass(bypass, peers);
  }

  @Produces
  @Singleton
  Peers peers(
      Vertx vertx,
      ListCache cache,
      MeterRegistry registry,
      OutboundConnections outbound,
      FileReload files) {
    return settings
        .url()
        .map(url -> connected(options(url, outbound), vertx, cache, registry, files))
        .orElseGet(() -> new LonePeers(cache::invalidate));
  }

  private PeerOptions options(URI url, OutboundConnections outbound) {
    return new PeerOptions(
        url,
        () -> outbound.net(Destination.PEERS),
        BimplusUrls.of(bimplus).api(),
        settings.lease(),
        settings.isolatedFreshFor(),
        GatewayProducers.limit(bimplus.listTimeout()),
        shape(gateway),
        settings.isolatedWrites() == IsolatedWrites.REFUSE);
  }

  private Peers connected(
      PeerOptions options, Vertx vertx, ListCache cache, MeterRegistry registry, FileReload files) {
    Path keys = settings.keyFile().orElseThrow();
    Seal seal = Seal.of(SecretFile.keyLines(keys));
    PeerMeters meters = new PeerMeters(registry);
    ValkeyPeers peers = new ValkeyPeers(vertx, options, seal, cache, meters);
    meters.watch(peers);
    files.add(
        "gateway.peers.key-file",
        keys,
        SecretFile::keyLines,
        lines -> {
          seal.replace(lines);
          peers.amend();
        });
    return peers;
  }

  /** Gateways share lists if these are equal. */
  private static String shape(GatewaySettings gateway) {
    GatewaySettings.Cache cache = gateway.cache();
    return Stream.of(
            REDACTION_VERSION,
            new TreeSet<>(gateway.redactedFields().orElse(Set.of())),
            new TreeSet<>(gateway.redactedPaths().orElse(Set.of())),
            new TreeSet<>(cache.ignoredQueryParameters().orElse(Set.of())),
            cache.freshness(),
            cache.targetedField(),
            cache.sharedBetweenApps(),
            Stream.of(CachedRoute.values()).map(route -> route.lifetimes(cache)).toList())
        .map(Object::toString)
        .collect(Collectors.joining("\n"));
  }
}
