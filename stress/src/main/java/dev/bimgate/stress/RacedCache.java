package dev.bimgate.stress;

import dev.bimgate.cache.Explanation;
import dev.bimgate.cache.ListCache;
import dev.bimgate.cache.fetch.Origin;
import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.model.CacheEvents;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheOptions;
import dev.bimgate.cache.model.CacheRoute;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.LookupResult;
import dev.bimgate.cache.model.RoutePolicy;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.cache.model.User;
import dev.bimgate.cache.store.StoredResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A cache for one list, whose bodies are one letter. */
final class RacedCache {

  private enum Route implements CacheRoute {
    PROJECTS;

    @Override
    public boolean perTeam() {
      return true;
    }
  }

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final RoutePolicy POLICY =
      new RoutePolicy(new Lifetimes(MINUTE, MINUTE, MINUTE), Duration.ZERO);
  private static final CacheOptions OPTIONS =
      new CacheOptions(List.of(POLICY), 1 << 20, 1 << 20, 1, false);
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final LookupOptions CHECKED = LookupOptions.DEFAULTS.withRevalidation();
  private static final CacheKey KEY =
      CacheKey.of(
          Route.PROJECTS,
          new Caller(new User("https://login.example", "anna"), "portal", Set.of()),
          "team",
          "");
  private static final Invalidation OF_TEAM =
      new Invalidation(Scope.team(Route.PROJECTS, "team"), Invalidation.Reason.WRITE);

  /** Before an invalidation, freshened, and after it: built once, since that takes longest. */
  static final OriginResponse<Void> OLD = list('o');

  static final OriginResponse<Void> RENEWED = list('r');
  static final OriginResponse<Void> NEW = list('n');

  /** A streamed success: its load marks the key hit-for-pass. */
  static final OriginResponse<String> STREAMED =
      new OriginResponse.Streamed<>(200, "stream", () -> {}, List.of());

  final AtomicInteger loads = new AtomicInteger();

  private final ListCache cache =
      new ListCache(OPTIONS, () -> START, CacheEvents.NONE, Runnable::run);

  /** A load that has begun and ends when the future is completed. */
  CompletableFuture<OriginResponse<Void>> beginLoad() {
    var upstream = new CompletableFuture<OriginResponse<Void>>();
    var unused = lookup(upstream);
    return upstream;
  }

  /** A revalidation of a stored list that has begun and ends when the future is completed. */
  CompletableFuture<OriginResponse<Void>> beginRevalidation() {
    var upstream = new CompletableFuture<OriginResponse<Void>>();
    var unused = cache.lookup(KEY, CHECKED, source(upstream));
    return upstream;
  }

  /** A lookup with this upstream response, if it loads. */
  <S> CompletableFuture<LookupResult<S>> lookup(CompletableFuture<OriginResponse<S>> upstream) {
    return cache.lookup(KEY, LookupOptions.DEFAULTS, source(upstream));
  }

  /** What a lookup does: {@code p}ass by a hit-for-pass mark, or {@code l}oad and be streamed. */
  char stream() {
    LookupResult<String> ended = lookup(CompletableFuture.completedFuture(STREAMED)).getNow(null);
    if (ended instanceof LookupResult.Pass) {
      return 'p';
    }
    return ended instanceof LookupResult.Streamed ? 'l' : '?';
  }

  /** What {@link #stream} would do now. */
  char wouldStream() {
    boolean alone = cache.explain(KEY, Headers.NONE).next() == Explanation.Next.ALONE;
    return alone ? 'p' : 'l';
  }

  void invalidate() {
    cache.invalidate(OF_TEAM);
  }

  /** Upstream rejects the caller, on a call past the cache. */
  void reject() {
    cache.rejected(KEY);
  }

  /** The letter that is visible now; {@code -} for none. */
  char seen() {
    StoredResponse kept = cache.peek(KEY);
    return kept == null ? '-' : (char) kept.response().body()[0];
  }

  /** The letter that is stored at the end; {@code ?} for a list that no lookup sees. */
  char kept() {
    char seen = seen();
    return seen == '-' && cache.entryCount() > 0 ? '?' : seen;
  }

  private static OriginResponse<Void> list(char letter) {
    return new OriginResponse.Complete<>(
        ListResponse.builder(200, new byte[] {(byte) letter}, START).buildStored());
  }

  private <S> Origin<S> source(CompletableFuture<OriginResponse<S>> upstream) {
    return known -> {
      loads.incrementAndGet();
      return upstream;
    };
  }
}
