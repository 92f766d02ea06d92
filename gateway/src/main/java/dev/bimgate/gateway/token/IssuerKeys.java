package dev.bimgate.gateway.token;

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
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The issuer's keys: fetched in the background, kept while the issuer is away, renewed when a token
 * names one that is not there.
 *
 * <p>Each fetch gets the keys from the address in the discovery document, which is cached ({@link
 * DiscoveryCache}); when that fails, the issuer may have moved them, and a new document is looked
 * at. From the start of one fetch to the start of the next at least the interval passes, whoever
 * asks, and all who wait share the one that runs. A token with an unknown key that comes within the
 * interval is refused at once: waiting for the next fetch would let a flood of made-up key ids pile
 * up.
 */
public final class IssuerKeys implements AutoCloseable {

  private static final long MAINTENANCE_MILLIS = 1_000;
  private static final KeyLookup UNAVAILABLE = new KeyLookup.Missing(TokenCause.KEYS_UNAVAILABLE);

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
  private long timer = -1;

  /**
   * Keys that are not yet fetched; call {@link #start()}.
   *
   * @param client used for the two documents only; its own limits should not be tighter
   * @param discoveryAddress https, or http on a loopback host
   * @param pinnedIssuer the only issuer; null takes the discovery document's
   * @param algorithms those that a key may have
   * @param nanoTime {@code System::nanoTime}, or a test's clock
   */
  public IssuerKeys(
      Vertx vertx,
      HttpClient client,
      URI discoveryAddress,
      @Nullable String pinnedIssuer,
      Set<String> algorithms,
      IssuerKeysOptions options,
      LongSupplier nanoTime,
      TokenEvents events) {
    this.vertx = vertx;
    this.fetch = new DocumentFetch(vertx, client, options);
    this.discoveryAddress = discoveryAddress;
    this.pinnedIssuer = pinnedIssuer;
    this.algorithms = Set.copyOf(algorithms);
    this.options = options;
    this.nanoTime = nanoTime;
    this.events = events;
    this.discovery = new DiscoveryCache(this::fetchDocument, options, nanoTime);
  }

  /** Starts the first fetch, and from then on keeps the keys fresh. */
  public synchronized void start() {
    timer = vertx.setPeriodic(MAINTENANCE_MILLIS, id -> maintain());
    maintain();
  }

  /** Stops keeping the keys fresh; those that are held stay usable. */
  @Override
  public synchronized void close() {
    vertx.cancelTimer(timer);
  }

  /** Whether no keys are held, or the last fetch failed: for health, which stays UP. */
  public boolean degraded() {
    return held.isEmpty() || lastFetchFailed;
  }

  /** The issuer whose tokens are let in; null until it is known. */
  @Nullable String issuer() {
    return pinnedIssuer == null ? issuerOfHeld : pinnedIssuer;
  }

  /** Any held key for this algorithm. */
  @Nullable IssuerKey anyFor(String algorithm) {
    return held.anyFor(algorithm);
  }

  /** Fetches if it is time to: soon after a failure or without keys, else now and then. */
  synchronized void maintain() {
    boolean soon = degraded() || doubted;
    var unused = fetchAfter(soon ? options.fetchInterval() : options.refetchEvery());
  }

  /**
   * Has the keys fetched as soon as that is permitted, though nobody waits for it: a held key did
   * not fit a token that names it, and an issuer may have put another key under the old name.
   */
  synchronized void doubt() {
    doubted = true;
    maintain();
  }

  /**
   * The key of a token, fetched if it is unknown and a fetch is permitted.
   *
   * <p>Completes at once, or on a thread of the fetch; never exceptionally.
   */
  CompletableFuture<KeyLookup> find(@Nullable String keyId, String algorithm) {
    KeyLookup known = held.find(keyId, algorithm);
    return isUnknown(known)
        ? findByFetch(keyId, algorithm)
        : CompletableFuture.completedFuture(known);
  }

  /** Like {@link #find}, but distrusts what is held: fetches first, if that is permitted. */
  synchronized CompletableFuture<KeyLookup> findByFetch(@Nullable String keyId, String algorithm) {
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
    // Read before the keys: a fetch that ends in between can only turn the answer to the better.
    boolean failed = lastFetchFailed;
    KeyLookup lookup = held.find(keyId, algorithm);
    return failed && isUnknown(lookup) ? UNAVAILABLE : lookup;
  }

  private static boolean isUnknown(KeyLookup lookup) {
    return lookup instanceof KeyLookup.Missing missing && missing.cause() == TokenCause.UNKNOWN_KEY;
  }

  /** The fetch that runs, or one started now, or null within the time since the last start. */
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
    // Inside a composition, so that a client that throws is a fetch that failed.
    Future.succeededFuture()
        .compose(begun -> discovery.get())
        .compose(known -> fetchKeys(known).recover(failure -> fetchMovedKeys(known, failure)))
        .onComplete(ended -> end(ended, started));
    return started;
  }

  private Future<DiscoveryDocument> fetchDocument() {
    return fetch
        .get(discoveryAddress)
        .compose(body -> parsed(() -> DiscoveryDocument.read(body.getBytes(), pinnedIssuer)));
  }

  private Future<Fetched> fetchKeys(DiscoveryDocument from) {
    return fetch
        .get(from.keysAddress())
        .compose(
            body -> parsed(() -> JwksReader.read(body.getBytes(), from.issuer(), algorithms)))
        .map(keys -> new Fetched(from.issuer(), keys));
  }

  private Future<Fetched> fetchMovedKeys(DiscoveryDocument known, Throwable failure) {
    return discovery
        .renewed()
        .compose(
            renewed -> renewed.equals(known) ? Future.failedFuture(failure) : fetchKeys(renewed));
  }

  /** Parses a document on a worker thread: a megabyte of keys would hold up an event loop. */
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
