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
 * Lists per team and caller, told again for as long as the options allow.
 *
 * <ol>
 *   <li>A list is never shown to another caller; by {@link ListCacheOptions#sharedBetweenApps} the
 *       apps of one user with equal scopes are one caller.
 *   <li>For one key at most one load or revalidation runs at a time; who leaves cancels nothing.
 *   <li>Fresh is served; stale is served while one revalidation runs, or when loading fails.
 *   <li>401, 403, 404 and 410 remove the list.
 *   <li>Once {@link #invalidate} has returned, no lookup sees a list whose load began before it.
 *   <li>A renewed list replaces only the list it was started from.
 *   <li>Failures are not kept; memory is bounded per list, per caller and in all.
 * </ol>
 *
 * <p>Safe for use by many threads. The map from key to list is consulted first, the generations of
 * invalidations second: that order makes the fifth promise.
 */
public final class ListCache {

  /** Invalidations that come close together are cleaned up after in one scan. */
  private static final long CLEARING_DELAY_MILLIS = 250;

  private final ListCacheOptions options;
  private final InstantSource clock;
  private final EntryStore store;
  private final Fetcher fetcher;
  private final LookupCompleter completer;
  private final Explainer explainer;

  /** A cache that clears invalidated and expired lists away on the common pool. */
  public ListCache(ListCacheOptions options, InstantSource clock, ListCacheEvents events) {
    this(options, clock, events, soonOnCommonPool());
  }

  /**
   * A cache that clears invalidated and expired lists away on an executor of the caller's.
   *
   * @param clearing runs one scan at a time, soon after an invalidation; what it delays costs
   *     memory only
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
   * The fresh list in memory for an asker who has no wishes; null where there is none, and where
   * there are wishes: then {@link #lookup} answers. Allocates nothing where responses do not vary
   * and apps do not share lists.
   *
   * @param request the fields of the request: among answers that vary, they choose
   * @param now epoch milliseconds on the clock that this cache has, read when the request began; a
   *     list that was loaded in the meantime is fresh all the same
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
   * Answers from memory, or from the one load that runs for this key, or starts it.
   *
   * <p>The future is the asker's own: cancelling it cancels neither the load nor anybody else's
   * wait. What comes from memory alone returns it completed. It completes exceptionally with what
   * the source failed with, as it is. Otherwise it completes on the thread that completed the
   * source.
   */
  public <S> CompletableFuture<Lookup<S>> lookup(ListKey key, Ask ask, ListSource<S> source) {
    return lookup(key, ask, clock.millis(), source);
  }

  /**
   * The same for an asker who has just read the clock, which may cost more than the rest of a hit.
   *
   * @param now epoch milliseconds on the clock that this cache has, read when the request began; a
   *     list that was loaded in the meantime is fresh all the same
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

  /** Hears that somebody passes the cache by, on a call of their own: counted, nothing else. */
  public void passBy(CacheRoute route) {
    completer.passedBy(route);
  }

  /**
   * Hears that upstream has refused a list to its caller on a call past the cache: what is kept of
   * it goes (promise 4), and what a load brings that is under way is not kept.
   */
  public void refused(ListKey key) {
    ListKey question = own(key);
    fetcher.reject(question, store.generations().current(), null);
  }

  /**
   * Invalidates lists: once it has returned, no lookup begun later sees a list whose load began
   * before the call. Takes the same short time however many lists it meets.
   */
  public void invalidate(Invalidation what) {
    store.invalidate(own(what));
  }

  /**
   * Purges lists for an operator: gone as by {@link #invalidate}, or stale. Once it has returned,
   * what a load brings that began before the call is not kept, or is stale.
   *
   * <p>Looks at every list to count them, which takes milliseconds.
   */
  public Purged purge(List<Invalidation> what, PurgeMode mode) {
    List<Invalidation> own = what.stream().map(this::own).toList();
    long before = count(own, false);
    own.forEach(mode == PurgeMode.HARD ? store::invalidate : store::softPurge);
    return new Purged(mode, before, count(own, false), count(own, true));
  }

  /** The response stored under this key, without a trace; null if there is none. */
  public @Nullable StoredResponse peek(ListKey key) {
    return store.get(own(key));
  }

  /**
   * Why the list under this key is answered from memory or not, without a trace in what is evicted
   * next. Looks at every list, which takes milliseconds.
   *
   * @param request the fields of the request: among answers that vary, they choose
   */
  public Explanation explain(ListKey key, FieldLines request) {
    return explainer.of(own(key), request);
  }

  /** The bytes kept at present. */
  public long sizeBytes() {
    return store.sizeBytes();
  }

  /** The lists kept at present. */
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

  /** Whether a revalidation runs behind an answer. */
  private enum Renewal {
    /** None may be begun with the asker's token. */
    NONE,
    /** One that this lookup has begun. */
    BEGUN,
    /** One that was under way. */
    UNDER_WAY
  }

  /** Serves a list that is stale, or of which a fresher one was wished for in vain. */
  private <S> CompletableFuture<Lookup<S>> serve(
      Ask ask, ListSource<S> source, StoredResponse held, ServeDecision decision, long now) {
    // Looked at before a revalidation begins, which may fail at once.
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
   * Has a list revalidated behind an answer.
   *
   * @param mayBegin whether the asker's token may be used for it: where loads fail, as it would be
   *     if the asker waited
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

  /** The end for one who waited: what landed may turn out to be for other requests only. */
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
