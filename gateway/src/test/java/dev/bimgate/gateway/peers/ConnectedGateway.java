package dev.bimgate.gateway.peers;

import dev.bimgate.cache.ListCache;
import dev.bimgate.cache.fetch.Origin;
import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.model.CacheEvents;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheOptions;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Invalidation.Reason;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.RoutePolicy;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.gateway.routes.CachedRoute;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A cache and its peers, connected to a real Valkey through a {@link Relay}. */
final class ConnectedGateway implements PeerEvents {

  static final Duration LEASE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final Relay relay;
  final ListCache cache;
  final ValkeyPeers peers;
  final List<PublicationOutcome> outcomes = new CopyOnWriteArrayList<>();
  final List<SessionEnd> ends = new CopyOnWriteArrayList<>();
  final List<SharedListResult> lists = new CopyOnWriteArrayList<>();
  final List<MessageResult> results = new CopyOnWriteArrayList<>();

  ConnectedGateway(Vertx vertx, int valkeyPort) {
    this(vertx, valkeyPort, "", Seals.of(1));
  }

  /**
   * @param login before the host in the URL of Valkey
   */
  ConnectedGateway(Vertx vertx, int valkeyPort, String login, Seal seal) {
    this.relay = new Relay(valkeyPort);
    this.cache =
        new ListCache(
            new CacheOptions(
                Collections.nCopies(
                    CachedRoute.values().length,
                    new RoutePolicy(PeerBench.CONFIGURED, PeerBench.FRESH)),
                64 << 20,
                4 << 20,
                0.1,
                false),
            InstantSource.system(),
            CacheEvents.NONE,
            Runnable::run);
    this.peers = new ValkeyPeers(vertx, options(login, relay.port()), seal, cache, this);
  }

  static PeerOptions options(String login, int port) {
    return new PeerOptions(
        URI.create("redis://" + login + "127.0.0.1:" + port),
        NetClientOptions::new,
        URI.create("https://api.example.com/v2"),
        LEASE,
        Duration.ofSeconds(2),
        Duration.ofSeconds(15),
        "shape",
        false);
  }

  ConnectedGateway start() {
    peers.start();
    return this;
  }

  ConnectedGateway awaitTogether(int members) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> peers.isTogether() && peers.members() == members);
    return this;
  }

  void awaitIsolated() {
    Awaitility.await().atMost(PATIENCE).until(() -> !peers.isTogether());
  }

  void load(CacheKey key) {
    cache.lookup(key, LookupOptions.DEFAULTS, new Loaded()).join();
  }

  /** Gets a list as the cache would, from a peer if one has it; returns once it may be shared. */
  void loadShared(CacheKey key, AtomicInteger loads) throws Exception {
    SharedLists.Wanted wanted =
        new SharedLists.Wanted(key, PeerBench.CONFIGURED, PeerBench.FRESH, null);
    peers
        .fetch(
            wanted,
            () -> {
              loads.incrementAndGet();
              return Future.fromCompletionStage(new Loaded().fetch(null));
            })
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> lists.contains(SharedListResult.STORED) || lists.contains(SharedListResult.HIT));
  }

  boolean has(CacheKey key) {
    return cache.hit(key, LookupOptions.DEFAULTS, name -> List.of(), System.currentTimeMillis())
        != null;
  }

  /** The response to a write to the team's projects leaves. */
  void write() throws Exception {
    Scope team = Scope.team(CachedRoute.PROJECTS, PeerBench.TEAM);
    peers
        .invalidate(List.of(new Invalidation(team, Reason.WRITE)))
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** In a young registry each write waits a lease. */
  void writeUntilAcknowledged() throws Exception {
    while (!outcomes.contains(PublicationOutcome.ACKNOWLEDGED)) {
      write();
    }
  }

  @Override
  public void listed(SharedListResult result) {
    lists.add(result);
  }

  @Override
  public void sessionEnded(SessionEnd cause) {
    ends.add(cause);
  }

  @Override
  public void published(PublicationOutcome outcome) {
    outcomes.add(outcome);
  }

  @Override
  public void received(Message.@Nullable Kind kind, MessageResult result) {
    results.add(result);
  }

  private static final class Loaded implements Origin<String> {

    @Override
    public CompletionStage<OriginResponse<String>> fetch(@Nullable ListResponse known) {
      return CompletableFuture.completedStage(
          new OriginResponse.Complete<>(
              ListResponse.builder(200, PeerBench.bytes("[]"), InstantSource.system().instant())
                  .buildStored()));
    }

    @Override
    public Headers request() {
      return name -> List.of();
    }
  }
}
