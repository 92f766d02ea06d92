package dev.bimgate.cache;

import dev.bimgate.cache.fetch.Fetch;
import dev.bimgate.cache.fetch.FetchResult;
import dev.bimgate.cache.fetch.Fetcher;
import dev.bimgate.cache.fetch.Origin;
import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.http.Vary;
import dev.bimgate.cache.model.CacheEvents;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheOptions;
import dev.bimgate.cache.model.CacheRoute;
import dev.bimgate.cache.model.Freshness;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.cache.model.LookupResult;
import dev.bimgate.cache.model.PurgeMode;
import dev.bimgate.cache.model.Purged;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.cache.store.EntryStore;
import dev.bimgate.cache.store.StoredResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A cache of lists per team and caller.
 *
 * <ol>
 *   <li>A list is never served to another caller; by {@link CacheOptions#sharedBetweenApps} the
 *       apps of one user with equal scopes are one caller.
 *   <li>Each key has at most one load or revalidation at a time; leaving cancels nothing.
 *   <li>Fresh is served; stale is served while one revalidation runs, or when loading fails.
 *   <li>401, 403, 404 and 410 remove the list.
 *   <li>Once {@link #invalidate} has returned, no lookup sees a list whose load began before it.
 *   <li>A revalidated list replaces only the list it was started from.
 *   <li>Failures are not stored; memory is bounded per list, per caller and in all.
 * </ol>
 *
 * <p>Thread-safe. A lookup reads the map of entries first and the generations of invalidations
 * second: the fifth promise rests on that order.
 */
public final class ListCache {

  /** Invalidations close together are cleared in one scan. */
  private static final long CLEARING_DELAY_MILLIS = 250;

  private final CacheOptions options;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final EntryStore store;
  private final Fetcher fetcher;
  private final LookupCompleter completer;
  private final Explainer explainer;

  /** A cache that clears invalidated and expired lists on the common pool. */
  public ListCache(CacheOptions options, InstantSource clock, CacheEvents events) {
    this(options, clock, events, soonOnCommonPool());
  }

  /**
   * A cache that clears invalidated and expired lists on the given executor.
   *
   * @param clearing runs one scan at a time, soon after an invalidation; a delay costs memory only
   */
  public ListCache(
      CacheOptions options, InstantSource clock, CacheEvents events, Executor clearing) {
    this(options, clock, System::nanoTime, events, clearing);
  }

  /**
   * The same with a clock of its own for the beginning of loads.
   *
   * @param nanos never set back; the clock of {@link LookupOptions#loadedSinceNanos}
   */
  public ListCache(
      CacheOptions options,
      InstantSource clock,
      LongSupplier nanos,
      CacheEvents events,
      Executor clearing) {
    this.options = options;
    this.clock = clock;
    this.nanos = nanos;
    CacheEvents guarded = new GuardedEvents(events);
    this.store = new EntryStore(options, clock, guarded, clearing);
    this.fetcher = new Fetcher(options, clock, store);
    this.completer = new LookupCompleter(clock, guarded, store);
    this.explainer = new Explainer(options, clock, store, fetcher.fetches());
  }

  /**
   * The fresh list in memory for a request without directives; null where there is none, and where
   * there are directives: then call {@link #lookup}. Allocates nothing where responses do not vary
   * and apps do not share lists.
   *
   * @param request the headers of the request, which select among variants
   * @param now epoch milliseconds on the clock of this cache, read when the request began; a list
   *     that was loaded in the meantime is fresh all the same
   */
  public @Nullable StoredResponse hit(
      CacheKey key, LookupOptions conditions, Headers request, long now) {
    if (conditions.isDemanding()) {
      return null;
    }
    StoredResponse stored = store.select(own(key), request);
    if (stored == null
        || !conditions.allowsLoadBegunAt(stored.begunAtNanos)
        || !stored.isFresh(now)) {
      return null;
    }
    completer.countHit(stored, now);
    return stored;
  }

  /**
   * Responds from memory, or with the one load that runs for this key, or starts it.
   *
   * <p>Each caller has a future of its own: cancelling it cancels neither the load nor another
   * wait. A response from memory alone is returned completed. The future completes exceptionally
   * with the failure of the origin, unchanged. Otherwise it completes on the thread that completed
   * the origin.
   */
  public <S> CompletableFuture<LookupResult<S>> lookup(
      CacheKey key, LookupOptions conditions, Origin<S> origin) {
    return lookup(key, conditions, clock.millis(), origin);
  }

  /**
   * The same for a caller that has just read the clock, which may cost more than the rest of a hit.
   *
   * @param now epoch milliseconds on the clock of this cache, read when the request began; a list
   *     that was loaded in the meantime is fresh all the same
   */
  public <S> CompletableFuture<LookupResult<S>> lookup(
      CacheKey key, LookupOptions conditions, long now, Origin<S> origin) {
    StoredResponse stored = store.select(own(key), origin.request());
    if (stored == null) {
      return await(store.keyOf(own(key), origin.request()), conditions, origin, null);
    }
    if (!conditions.allowsLoadBegunAt(stored.begunAtNanos)) {
      return await(stored.key, conditions, origin, stored);
    }
    boolean revalidationDue = conditions.isDemanding() && isRevalidationDue(stored, now);
    ServeDecision decision =
        ServeDecision.of(stored, conditions, now, revalidationDue, fetcher.fetches().successes());
    if (decision.isDeferrable(stored, now) && origin.economizes()) {
      decision = ServeDecision.SERVE;
    }
    if (decision == ServeDecision.SERVE && stored.isFresh(now)) {
      return CompletableFuture.completedFuture(completer.hit(stored, now));
    }
    if (decision == ServeDecision.WAIT && !isStandIn(conditions, stored, now, origin)) {
      return await(stored.key, conditions, origin, stored);
    }
    return serve(conditions, origin, stored, decision, now);
  }

  /** Whether a lookup that would wait is served now, as after a failure: its load is likely one. */
  private static boolean isStandIn(
      LookupOptions conditions, StoredResponse stored, long now, Origin<?> origin) {
    return conditions.onMiss() == LookupOptions.OnMiss.FETCH
        && stored.allowsStaleIfError(now)
        && origin.isProbing();
  }

  /** Counts a request that bypasses the cache. */
  public void passBy(CacheRoute route) {
    completer.passedBy(route);
  }

  /**
   * Removes a list that upstream has rejected on a call past the cache (promise 4); the response of
   * an in-flight load is not stored.
   */
  public void rejected(CacheKey key) {
    CacheKey anyVariant = own(key);
    fetcher.reject(anyVariant, store.generations().current(), null);
  }

  /**
   * Invalidates lists: no lookup begun after its return sees a list whose load began before the
   * call. Takes the same short time however many lists it covers.
   */
  public void invalidate(Invalidation what) {
    store.invalidate(own(what));
  }

  /** The key under which the list of another is stored: the same, unless apps share lists. */
  public CacheKey storedUnder(CacheKey key) {
    return own(key);
  }

  /** The number of invalidations and soft purges so far, to be read before a load begins. */
  public long epoch() {
    return store.generations().current();
  }

  /**
   * Whether no invalidation and no soft purge since that epoch covers a list: one whose load began
   * in it may be served as fresh.
   */
  public boolean isCurrent(CacheKey key, long epoch) {
    return store.generations().isCurrent(own(key), epoch);
  }

  /**
   * Purges lists for an operator: invalidated, or stale. Once it has returned, the response of a
   * load that began before the call is not stored, or is stale.
   *
   * <p>Visits every list to count them, which takes milliseconds.
   */
  public Purged purge(List<Invalidation> what, PurgeMode mode) {
    List<Invalidation> own = what.stream().map(this::own).toList();
    long before = count(own, false);
    own.forEach(mode == PurgeMode.HARD ? store::invalidate : store::softPurge);
    return new Purged(mode, before, count(own, false), count(own, true));
  }

  /** The response stored under this key; null if there is none. Does not count as an access. */
  public @Nullable StoredResponse peek(CacheKey key) {
    return store.get(own(key));
  }

  /**
   * Why the list under this key is served from memory or not. Does not count as an access. Visits
   * every list, which takes milliseconds.
   *
   * @param request the headers of the request, which select among variants
   */
  public Explanation explain(CacheKey key, Headers request) {
    return explainer.of(own(key), request);
  }

  /** The stored bytes. */
  public long sizeBytes() {
    return store.sizeBytes();
  }

  /** The number of stored lists. */
  public long entryCount() {
    return store.count();
  }

  private CacheKey own(CacheKey key) {
    return options.sharedBetweenApps() ? key.withoutApp() : key;
  }

  private Invalidation own(Invalidation what) {
    return options.sharedBetweenApps()
        ? new Invalidation(withoutApp(what.scope()), what.reason())
        : what;
  }

  private long count(List<Invalidation> what, boolean staleOnly) {
    long now = clock.millis();
    long[] count = {0};
    store.forEach(
        stored -> {
          Freshness.State state = stored.stateAt(now);
          boolean counts =
              state != Freshness.State.EXPIRED && !(staleOnly && state == Freshness.State.FRESH);
          if (counts && what.stream().anyMatch(each -> each.scope().covers(stored.key))) {
            count[0]++;
          }
        });
    return count[0];
  }

  private boolean isRevalidationDue(StoredResponse stored, long now) {
    Duration interval = options.policy(stored.key.route()).minRevalidationInterval();
    return stored.sinceTriedMillis(now) >= Freshness.millis(interval);
  }

  /** Whether a revalidation runs in the background. */
  private enum Renewal {
    /** None may be started with the caller's token. */
    NONE,
    /** One that this lookup has started. */
    BEGUN,
    /** One that was in flight. */
    UNDER_WAY
  }

  /**
   * Serves a list that is stale, or fresh where a request for a fresher one cannot be met.
   *
   * @param decision {@link ServeDecision#WAIT} for a stand-in
   */
  private <S> CompletableFuture<LookupResult<S>> serve(
      LookupOptions conditions,
      Origin<S> origin,
      StoredResponse stored,
      ServeDecision decision,
      long now) {
    // Read before a revalidation begins, which may fail at once.
    boolean failing = decision == ServeDecision.WAIT || stored.backoffAt(now).isFailing();
    boolean called = false;
    if (decision != ServeDecision.SERVE) {
      Renewal renewal =
          revalidateBehind(stored, conditions, failing || conditions.mayRevalidateLater(), origin);
      if (renewal == Renewal.NONE) {
        return await(stored.key, conditions, origin, stored);
      }
      // Nearly all loads behind stand-ins are rejected before they are sent.
      called = renewal == Renewal.BEGUN && decision == ServeDecision.SERVE_AND_REVALIDATE;
    }
    LookupOutcome outcome = failing ? LookupOutcome.STALE_IF_ERROR : LookupOutcome.STALE;
    return CompletableFuture.completedFuture(completer.stale(stored, outcome, called, now));
  }

  /**
   * Revalidates a list in the background.
   *
   * @param mayBegin whether the caller's token may be used for it: where loads fail, as if the
   *     caller waited
   */
  private <S> Renewal revalidateBehind(
      StoredResponse stored, LookupOptions conditions, boolean mayBegin, Origin<S> origin) {
    if (!mayBegin) {
      return fetcher.fetches().isUnderWay(stored.key) ? Renewal.UNDER_WAY : Renewal.NONE;
    }
    Fetch<S> mine = newFetch(stored.key, origin);
    if (fetcher.fetches().joinOrStart(mine, conditions) != mine) {
      return Renewal.UNDER_WAY;
    }
    mine.whenComplete(result -> mine.abandonStream());
    fetcher.run(mine, stored, conditions);
    return Renewal.BEGUN;
  }

  private <S> CompletableFuture<LookupResult<S>> await(
      CacheKey key, LookupOptions conditions, Origin<S> origin, @Nullable StoredResponse known) {
    if (conditions.onMiss() != LookupOptions.OnMiss.FETCH) {
      return CompletableFuture.completedFuture(completer.withoutUpstream(key, conditions.onMiss()));
    }
    if (store.isPassed(key, clock.millis())) {
      return CompletableFuture.completedFuture(completer.pass(key));
    }
    CompletableFuture<LookupResult<S>> asked = new CompletableFuture<>();
    Fetch<S> mine = newFetch(key, origin);
    Fetch<?> running = fetcher.fetches().joinOrStart(mine, conditions);
    if (running != mine) {
      running.whenComplete(result -> joined(asked, mine, conditions, running, result));
      return asked;
    }
    mine.whenComplete(result -> completer.completeStarter(asked, mine, conditions, result));
    fetcher.run(mine, known, conditions);
    return asked;
  }

  private <S> Fetch<S> newFetch(CacheKey key, Origin<S> origin) {
    return new Fetch<>(key, store.generations().current(), nanos.getAsLong(), origin);
  }

  /**
   * Completes a lookup that waited: the response may turn out to be for other requests only, or a
   * list whose load began too early.
   */
  private <S> void joined(
      CompletableFuture<LookupResult<S>> asked,
      Fetch<S> mine,
      LookupOptions conditions,
      Fetch<?> completed,
      FetchResult result) {
    if (asked.isDone()
        || result.isFailing()
        || !(result instanceof FetchResult.Responded responded)) {
      completer.completeWaiter(asked, mine.key, conditions, result);
      return;
    }
    if (!conditions.allowsLoadBegunAt(completed.listBegunAtNanos)) {
      LookupCompleter.follow(await(mine.key, conditions, mine.origin, null), asked);
      return;
    }
    Vary vary = responded.response().cacheability().vary();
    String variant = vary.variantOf(mine.origin.request());
    if (vary.isAny()) {
      asked.complete(completer.pass(mine.key));
    } else if (variant.equals(vary.variantOf(completed.origin.request()))) {
      completer.completeWaiter(asked, mine.key, conditions, result);
    } else {
      LookupCompleter.follow(
          await(mine.key.variant(variant), conditions, mine.origin, null), asked);
    }
  }

  private static Scope withoutApp(Scope scope) {
    if (scope instanceof Scope.OfCaller of) {
      return Scope.caller(CacheKey.withoutApp(of.caller()));
    }
    return scope instanceof Scope.OfKey of ? Scope.key(of.primaryKey().withoutApp()) : scope;
  }

  private static Executor soonOnCommonPool() {
    return CompletableFuture.delayedExecutor(
        CLEARING_DELAY_MILLIS, TimeUnit.MILLISECONDS, ForkJoinPool.commonPool());
  }
}
