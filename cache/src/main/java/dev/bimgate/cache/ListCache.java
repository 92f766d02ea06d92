package dev.bimgate.cache;

import dev.bimgate.cache.http.FieldLines;
import dev.bimgate.cache.http.Variance;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A cache of lists per team and caller.
 *
 * <ol>
 *   <li>A list is never served to another caller; by {@link ListCacheOptions#sharedBetweenApps} the
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

  private final ListCacheOptions options;
  private final InstantSource clock;
  private final EntryStore store;
  private final Fetcher fetcher;
  private final LookupCompleter completer;
  private final Explainer explainer;

  /** A cache that clears invalidated and expired lists on the common pool. */
  public ListCache(ListCacheOptions options, InstantSource clock, ListCacheEvents events) {
    this(options, clock, events, soonOnCommonPool());
  }

  /**
   * A cache that clears invalidated and expired lists on the given executor.
   *
   * @param clearing runs one scan at a time, soon after an invalidation; a delay costs memory only
   */
  public ListCache(
      ListCacheOptions options, InstantSource clock, ListCacheEvents events, Executor clearing) {
    this.options = options;
    this.clock = clock;
    ListCacheEvents guarded = new GuardedEvents(events);
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
  public @Nullable StoredResponse hit(ListKey key, Ask ask, FieldLines request, long now) {
    if (ask.isDemanding()) {
      return null;
    }
    StoredResponse held = store.select(own(key), request);
    if (held == null || !held.isFresh(now)) {
      return null;
    }
    completer.countHit(held, now);
    return held;
  }

  /**
   * Responds from memory, or with the one load that runs for this key, or starts it.
   *
   * <p>Each caller has a future of its own: cancelling it cancels neither the load nor another
   * wait. A response from memory alone is returned completed. The future completes exceptionally
   * with the failure of the source, unchanged. Otherwise it completes on the thread that completed
   * the source.
   */
  public <S> CompletableFuture<Lookup<S>> lookup(ListKey key, Ask ask, ListSource<S> source) {
    return lookup(key, ask, clock.millis(), source);
  }

  /**
   * The same for a caller that has just read the clock, which may cost more than the rest of a hit.
   *
   * @param now epoch milliseconds on the clock of this cache, read when the request began; a list
   *     that was loaded in the meantime is fresh all the same
   */
  public <S> CompletableFuture<Lookup<S>> lookup(
      ListKey key, Ask ask, long now, ListSource<S> source) {
    StoredResponse held = store.select(own(key), source.request());
    if (held == null) {
      return await(store.keyOf(own(key), source.request()), ask, source, null);
    }
    boolean wishDue = ask.isDemanding() && isWishDue(held, now);
    ServeDecision decision =
        ServeDecision.of(held, ask, now, wishDue, fetcher.fetches().successes());
    if (decision == ServeDecision.SERVE && held.isFresh(now)) {
      return CompletableFuture.completedFuture(completer.hit(held, now));
    }
    return decision == ServeDecision.WAIT
        ? await(held.key, ask, source, held)
        : serve(ask, source, held, decision, now);
  }

  /** Counts a request that bypasses the cache. */
  public void passBy(CacheRoute route) {
    completer.passedBy(route);
  }

  /**
   * Removes a list that upstream has rejected on a call past the cache (promise 4); the response of
   * an in-flight load is not stored.
   */
  public void refused(ListKey key) {
    ListKey question = own(key);
    fetcher.reject(question, store.generations().current(), null);
  }

  /**
   * Invalidates lists: no lookup begun after its return sees a list whose load began before the
   * call. Takes the same short time however many lists it covers.
   */
  public void invalidate(Invalidation what) {
    store.invalidate(own(what));
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
  public @Nullable StoredResponse peek(ListKey key) {
    return store.get(own(key));
  }

  /**
   * Why the list under this key is served from memory or not. Does not count as an access. Visits
   * every list, which takes milliseconds.
   *
   * @param request the headers of the request, which select among variants
   */
  public Explanation explain(ListKey key, FieldLines request) {
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

  private ListKey own(ListKey key) {
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
        held -> {
          Freshness.State state = held.stateAt(now);
          boolean counts =
              state != Freshness.State.EXPIRED && !(staleOnly && state == Freshness.State.FRESH);
          if (counts && what.stream().anyMatch(each -> each.scope().covers(held.key))) {
            count[0]++;
          }
        });
    return count[0];
  }

  private boolean isWishDue(StoredResponse held, long now) {
    Duration interval = options.policy(held.key.route()).minRevalidationInterval();
    return held.sinceTriedMillis(now) >= Freshness.millis(interval);
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

  /** Serves a list that is stale, or fresh where a request for a fresher one cannot be met. */
  private <S> CompletableFuture<Lookup<S>> serve(
      Ask ask, ListSource<S> source, StoredResponse held, ServeDecision decision, long now) {
    // Read before a revalidation begins, which may fail at once.
    boolean failing = held.backoffAt(now).isFailing();
    boolean called = false;
    if (decision == ServeDecision.SERVE_AND_REVALIDATE) {
      Renewal renewal = revalidateBehind(held, failing || ask.mayRevalidateLater(), source);
      if (renewal == Renewal.NONE) {
        return await(held.key, ask, source, held);
      }
      called = renewal == Renewal.BEGUN;
    }
    LookupOutcome outcome = failing ? LookupOutcome.STALE_IF_ERROR : LookupOutcome.STALE;
    return CompletableFuture.completedFuture(completer.stale(held, outcome, called, now));
  }

  /**
   * Revalidates a list in the background.
   *
   * @param mayBegin whether the caller's token may be used for it: where loads fail, as if the
   *     caller waited
   */
  private <S> Renewal revalidateBehind(
      StoredResponse held, boolean mayBegin, ListSource<S> source) {
    if (!mayBegin) {
      return fetcher.fetches().isUnderWay(held.key) ? Renewal.UNDER_WAY : Renewal.NONE;
    }
    Fetch<S> mine = new Fetch<>(held.key, store.generations().current(), source);
    if (fetcher.fetches().joinOrStart(mine) != mine) {
      return Renewal.UNDER_WAY;
    }
    mine.whenComplete(how -> mine.abandonPassage());
    fetcher.run(mine, held);
    return Renewal.BEGUN;
  }

  private <S> CompletableFuture<Lookup<S>> await(
      ListKey key, Ask ask, ListSource<S> source, @Nullable StoredResponse known) {
    if (ask.reach() != Ask.Reach.UPSTREAM) {
      return CompletableFuture.completedFuture(completer.withoutUpstream(key, ask.reach()));
    }
    if (store.isPassed(key, clock.millis())) {
      return CompletableFuture.completedFuture(completer.alone(key));
    }
    CompletableFuture<Lookup<S>> asked = new CompletableFuture<>();
    Fetch<S> mine = new Fetch<>(key, store.generations().current(), source);
    Fetch<?> running = fetcher.fetches().joinOrStart(mine);
    if (running != mine) {
      running.whenComplete(how -> joined(asked, mine, ask, running, how));
      return asked;
    }
    mine.whenComplete(how -> completer.completeStarter(asked, mine, how));
    fetcher.run(mine, known);
    return asked;
  }

  /** Completes a lookup that waited: the response may turn out to be for other requests only. */
  private <S> void joined(
      CompletableFuture<Lookup<S>> asked,
      Fetch<S> mine,
      Ask ask,
      Fetch<?> landed,
      FetchResult how) {
    if (asked.isDone() || how.isFailing() || !(how instanceof FetchResult.Answered answered)) {
      completer.completeWaiter(asked, mine.key, how);
      return;
    }
    Variance variance = answered.answer().reuse().variance();
    String variant = variance.variantOf(mine.source.request());
    if (variance.isAny()) {
      asked.complete(completer.alone(mine.key));
    } else if (variant.equals(variance.variantOf(landed.source.request()))) {
      completer.completeWaiter(asked, mine.key, how);
    } else {
      LookupCompleter.follow(await(mine.key.variant(variant), ask, mine.source, null), asked);
    }
  }

  private static Scope withoutApp(Scope scope) {
    if (scope instanceof Scope.OfCaller of) {
      return Scope.caller(ListKey.withoutApp(of.caller()));
    }
    return scope instanceof Scope.OfKey of ? Scope.key(of.question().withoutApp()) : scope;
  }

  private static Executor soonOnCommonPool() {
    return CompletableFuture.delayedExecutor(
        CLEARING_DELAY_MILLIS, TimeUnit.MILLISECONDS, ForkJoinPool.commonPool());
  }
}
