package dev.bimgate.gateway.token.keys;

import dev.bimgate.gateway.token.result.KeyFetch;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.TokenEvents;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The issuer's keys: fetched in the background, kept during an outage of the issuer, and fetched
 * again when a token names an unknown key.
 *
 * <p>A fetch reads the keys from the address in the cached discovery document ({@link
 * DiscoveryCache}); if that fails, it fetches the document again, as the keys may have moved.
 * Fetches start at least the interval apart, and concurrent lookups share one. Within the interval
 * a token with an unknown key is rejected at once: if it waited, a flood of invented key IDs would
 * pile up.
 */
public final class IssuerKeys implements AutoCloseable {

  private static final long MAINTENANCE_MILLIS = 1_000;

  // Instead of the ID of a timer, which is not negative.
  private static final long NOT_STARTED = -1;
  private static final long CLOSED = -2;

  private static final KeyLookup UNAVAILABLE =
      new KeyLookup.Missing(RejectionReason.KEYS_UNAVAILABLE);

  private final Vertx vertx;
  private final DocumentFetch fetch;
  private final URI discoveryAddress;
  private final DiscoveryCache discovery;
  private final @Nullable String pinnedIssuer;
  private final Set<String> algorithms;
  private final IssuerKeysOptions options;
  private final LongSupplier nanoTime;
  private final TokenEvents events;

  private volatile KeySet held = new KeySet(List.of());
  private volatile @Nullable String issuerOfHeld;
  private volatile boolean lastFetchFailed = true;

  // Guarded by this.
  private @Nullable CompletableFuture<@Nullable Void> running;
  private int waiting;
  private boolean everFetched;
  private boolean doubted;
  private long lastStartNanos;
  private long timer = NOT_STARTED;

  /**
   * Creates it without keys; call {@link #start()}.
   *
   * @param clients the client for an address; used for the two documents only, with limits that are
   *     no tighter than the options
   * @param discoveryAddress https, or http on a loopback host
   * @param pinnedIssuer the only issuer; null takes the discovery document's
   * @param algorithms those that a key may have
   * @param nanoTime {@code System::nanoTime}, or a test's clock
   */
  public IssuerKeys(
      Vertx vertx,
      Function<URI, HttpClient> clients,
      URI discoveryAddress,
      @Nullable String pinnedIssuer,
      Set<String> algorithms,
      IssuerKeysOptions options,
      LongSupplier nanoTime,
      TokenEvents events) {
    this.vertx = vertx;
    this.fetch = new DocumentFetch(vertx, clients, options);
    this.discoveryAddress = discoveryAddress;
    this.pinnedIssuer = pinnedIssuer;
    this.algorithms = Set.copyOf(algorithms);
    this.options = options;
    this.nanoTime = nanoTime;
    this.events = events;
    this.discovery = new DiscoveryCache(this::fetchDocument, options, nanoTime);
  }

  /** Starts the first fetch and the periodic ones, unless they are started or closed. */
  public synchronized void start() {
    if (timer == NOT_STARTED) {
      timer = vertx.setPeriodic(MAINTENANCE_MILLIS, id -> maintain());
      maintain();
    }
  }

  /** Stops the periodic fetches; the present keys stay usable. */
  @Override
  public synchronized void close() {
    vertx.cancelTimer(timer);
    timer = CLOSED;
  }

  /** Whether there are no keys or the last fetch failed; readiness stays UP. */
  public boolean degraded() {
    return held.isEmpty() || lastFetchFailed;
  }

  /** The issuer whose tokens are accepted; null until it is known. */
  @Nullable
  public String issuer() {
    return pinnedIssuer == null ? issuerOfHeld : pinnedIssuer;
  }

  /** The discovery document for clients; fails before the first one. */
  Future<DocumentFetch.Document> discoveryDocument() {
    return discovery.published().map(DiscoveryDocument::sent);
  }

  /** Any present key for this algorithm. */
  @Nullable
  public IssuerKey anyFor(String algorithm) {
    return held.anyFor(algorithm);
  }

  /**
   * Fetches if due: after the fetch interval on failure or doubt, else after the refetch period.
   */
  public synchronized void maintain() {
    boolean soon = degraded() || doubted;
    var unused = fetchAfter(soon ? options.fetchInterval() : options.refetchEvery());
  }

  /**
   * Schedules a fetch as soon as the interval permits: a key did not fit a token that names it, so
   * the issuer may have replaced it under the same ID.
   */
  public synchronized void doubt() {
    doubted = true;
    maintain();
  }

  /**
   * Finds the key of a token; fetches if it is unknown and the interval permits.
   *
   * <p>Completes at once or on a thread of the fetch; never exceptionally.
   */
  public CompletableFuture<KeyLookup> find(@Nullable String keyId, String algorithm) {
    KeyLookup known = held.find(keyId, algorithm);
    return isUnknown(known)
        ? findByFetch(keyId, algorithm)
        : CompletableFuture.completedFuture(known);
  }

  /** Like {@link #find}, but fetches first if the interval permits. */
  public synchronized CompletableFuture<KeyLookup> findByFetch(
      @Nullable String keyId, String algorithm) {
    CompletableFuture<@Nullable Void> pending = fetchAfter(options.fetchInterval());
    if (pending == null) {
      return CompletableFuture.completedFuture(settled(keyId, algorithm));
    }
    if (waiting >= options.maxWaiting()) {
      return CompletableFuture.completedFuture(UNAVAILABLE);
    }
    waiting++;
    return pending.thenApply(end -> settled(keyId, algorithm));
  }

  private KeyLookup settled(@Nullable String keyId, String algorithm) {
    // Read before the keys: a fetch that completes in between can only improve the result.
    boolean failed = lastFetchFailed;
    KeyLookup lookup = held.find(keyId, algorithm);
    return failed && isUnknown(lookup) ? UNAVAILABLE : lookup;
  }

  private static boolean isUnknown(KeyLookup lookup) {
    return lookup instanceof KeyLookup.Missing missing
        && missing.cause() == RejectionReason.UNKNOWN_KEY;
  }

  /**
   * The running fetch, or one started now; null if the last one started less than the pause ago.
   */
  private synchronized @Nullable CompletableFuture<@Nullable Void> fetchAfter(Duration pause) {
    if (running != null) {
      return running;
    }
    long now = nanoTime.getAsLong();
    if (everFetched && now - lastStartNanos < pause.toNanos()) {
      return null;
    }
    everFetched = true;
    doubted = false;
    lastStartNanos = now;
    waiting = 0;
    CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
    running = started;
    // Inside a composition, so that an exception of the client fails the fetch.
    Future.succeededFuture()
        .compose(begun -> discovery.get())
        .compose(known -> fetchKeys(known).recover(failure -> fetchMovedKeys(known, failure)))
        .onComplete(ended -> end(ended, started));
    return started;
  }

  private Future<DiscoveryDocument> fetchDocument() {
    return fetch
        .get(discoveryAddress)
        .compose(sent -> parsed(() -> DiscoveryDocument.read(sent, pinnedIssuer)));
  }

  private Future<Fetched> fetchKeys(DiscoveryDocument from) {
    return fetch
        .get(from.keysAddress())
        .compose(
            sent ->
                parsed(() -> JwksReader.read(sent.body().getBytes(), from.issuer(), algorithms)))
        .map(keys -> new Fetched(from.issuer(), keys));
  }

  private Future<Fetched> fetchMovedKeys(DiscoveryDocument known, Throwable failure) {
    return discovery
        .renewed()
        .compose(
            renewed ->
                renewed.namesTheSameAs(known) ? Future.failedFuture(failure) : fetchKeys(renewed));
  }

  /** Parses on a worker thread: a megabyte of keys would block an event loop. */
  private <T> Future<T> parsed(Callable<T> parser) {
    return vertx.executeBlocking(parser, false);
  }

  private void end(AsyncResult<Fetched> ended, CompletableFuture<@Nullable Void> started) {
    synchronized (this) {
      if (ended.succeeded()) {
        take(ended.result());
      }
      lastFetchFailed = ended.failed();
      running = null;
    }
    if (ended.failed() && KeyFetchException.isOfNetwork(ended.cause())) {
      events.issuerUnreachable(ended.cause());
    }
    events.keysFetched(
        ended.succeeded() ? KeyFetch.SUCCEEDED : KeyFetchException.resultOf(ended.cause()));
    started.complete(null);
  }

  private void take(Fetched fetched) {
    KeySet before = held;
    KeySet renewed = before.renewedBy(fetched.keys());
    issuerOfHeld = fetched.issuer();
    held = renewed;
    before.withdrawAllBut(renewed);
  }

  private record Fetched(String issuer, List<IssuerKey> keys) {}
}
