package dev.bimgate.stress;

import dev.bimgate.cache.Ask;
import dev.bimgate.cache.CacheRoute;
import dev.bimgate.cache.Caller;
import dev.bimgate.cache.Explanation;
import dev.bimgate.cache.Invalidation;
import dev.bimgate.cache.ListAnswer;
import dev.bimgate.cache.ListCache;
import dev.bimgate.cache.ListCacheEvents;
import dev.bimgate.cache.ListCacheOptions;
import dev.bimgate.cache.ListKey;
import dev.bimgate.cache.ListPolicy;
import dev.bimgate.cache.ListSource;
import dev.bimgate.cache.Lookup;
import dev.bimgate.cache.Scope;
import dev.bimgate.cache.SourceAnswer;
import dev.bimgate.cache.StoredResponse;
import dev.bimgate.cache.User;
import dev.bimgate.cache.Windows;
import dev.bimgate.cache.http.FieldLines;
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
  private static final ListPolicy POLICY =
      new ListPolicy(new Windows(MINUTE, MINUTE, MINUTE), Duration.ZERO);
  private static final ListCacheOptions OPTIONS =
      new ListCacheOptions(List.of(POLICY), 1 << 20, 1 << 20, 1, false);
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Ask CHECKED = Ask.PLAIN.withRevalidation();
  private static final ListKey KEY =
      ListKey.of(
          Route.PROJECTS,
          new Caller(new User("https://login.example", "anna"), "portal", Set.of()),
          "team",
          "");
  private static final Invalidation OF_TEAM =
      new Invalidation(Scope.team(Route.PROJECTS, "team"), Invalidation.Reason.WRITE);

  /** Before an invalidation, freshened, and after it: built once, since that takes longest. */
  static final SourceAnswer<Void> OLD = list('o');

  static final SourceAnswer<Void> RENEWED = list('r');
  static final SourceAnswer<Void> NEW = list('n');

  /** A streamed success: its load marks the key hit-for-pass. */
  static final SourceAnswer<String> STREAMED =
      new SourceAnswer.Passage<>(200, "stream", () -> {}, List.of());

  final AtomicInteger loads = new AtomicInteger();

  private final ListCache cache =
      new ListCache(OPTIONS, () -> START, ListCacheEvents.NONE, Runnable::run);

  /** A load that has begun and ends when the future is completed. */
  CompletableFuture<SourceAnswer<Void>> beginLoad() {
    var upstream = new CompletableFuture<SourceAnswer<Void>>();
    var unused = lookup(upstream);
    return upstream;
  }

  /** A revalidation of a stored list that has begun and ends when the future is completed. */
  CompletableFuture<SourceAnswer<Void>> beginRevalidation() {
    var upstream = new CompletableFuture<SourceAnswer<Void>>();
    var unused = cache.lookup(KEY, CHECKED, source(upstream));
    return upstream;
  }

  /** A lookup with this upstream response, if it loads. */
  <S> CompletableFuture<Lookup<S>> lookup(CompletableFuture<SourceAnswer<S>> upstream) {
    return cache.lookup(KEY, Ask.PLAIN, source(upstream));
  }

  /** What a lookup does: {@code p}ass by a hit-for-pass mark, or {@code l}oad and be streamed. */
  char stream() {
    Lookup<String> ended = lookup(CompletableFuture.completedFuture(STREAMED)).getNow(null);
    if (ended instanceof Lookup.Alone) {
      return 'p';
    }
    return ended instanceof Lookup.Passage ? 'l' : '?';
  }

  /** What {@link #stream} would do now. */
  char wouldStream() {
    boolean alone = cache.explain(KEY, FieldLines.NONE).next() == Explanation.Next.ALONE;
    return alone ? 'p' : 'l';
  }

  void drop() {
    cache.invalidate(OF_TEAM);
  }

  /** Upstream rejects the caller, on a call past the cache. */
  void reject() {
    cache.refused(KEY);
  }

  /** The letter that is visible now; {@code -} for none. */
  char seen() {
    StoredResponse kept = cache.peek(KEY);
    return kept == null ? '-' : (char) kept.answer().body()[0];
  }

  /** The letter that is stored at the end; {@code ?} for a list that no lookup sees. */
  char kept() {
    char seen = seen();
    return seen == '-' && cache.entryCount() > 0 ? '?' : seen;
  }

  private static SourceAnswer<Void> list(char letter) {
    return new SourceAnswer.Whole<>(
        ListAnswer.builder(200, new byte[] {(byte) letter}, START).toKeep());
  }

  private <S> ListSource<S> source(CompletableFuture<SourceAnswer<S>> upstream) {
    return known -> {
      loads.incrementAndGet();
      return upstream;
    };
  }
}
