package dev.bimgate.stress;

import dev.bimgate.cache.Ask;
import dev.bimgate.cache.CacheRoute;
import dev.bimgate.cache.Caller;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A cache with one list in question, whose bodies are one letter. */
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

  /** From before a drop, renewed, and from after it: made once, since that takes longest. */
  static final SourceAnswer<Void> OLD = list('o');

  static final SourceAnswer<Void> RENEWED = list('r');
  static final SourceAnswer<Void> NEW = list('n');

  /** How often upstream was asked. */
  final AtomicInteger loads = new AtomicInteger();

  private final ListCache cache =
      new ListCache(OPTIONS, () -> START, ListCacheEvents.NONE, Runnable::run);

  /** A load that has begun and ends when the future is completed. */
  CompletableFuture<SourceAnswer<Void>> beginLoad() {
    var upstream = new CompletableFuture<SourceAnswer<Void>>();
    var unused = lookup(upstream);
    return upstream;
  }

  /** A revalidation that has begun, of a list that is kept. */
  CompletableFuture<SourceAnswer<Void>> beginRevalidation() {
    var upstream = new CompletableFuture<SourceAnswer<Void>>();
    var unused = cache.lookup(KEY, CHECKED, source(upstream));
    return upstream;
  }

  /** A lookup that, if it loads, gets this from upstream. */
  CompletableFuture<Lookup<Void>> lookup(CompletableFuture<SourceAnswer<Void>> upstream) {
    return cache.lookup(KEY, Ask.PLAIN, source(upstream));
  }

  void drop() {
    cache.invalidate(OF_TEAM);
  }

  /** The letter that is seen now; {@code -} for none. */
  char seen() {
    StoredResponse kept = cache.peek(KEY);
    return kept == null ? '-' : (char) kept.answer().body()[0];
  }

  /** The letter that is there once all is over; {@code ?} for a list that nobody sees. */
  char kept() {
    char seen = seen();
    return seen == '-' && cache.entryCount() > 0 ? '?' : seen;
  }

  private static SourceAnswer<Void> list(char letter) {
    return new SourceAnswer.Whole<>(
        ListAnswer.builder(200, new byte[] {(byte) letter}, START).toKeep());
  }

  private ListSource<Void> source(CompletableFuture<SourceAnswer<Void>> upstream) {
    return known -> {
      loads.incrementAndGet();
      return upstream;
    };
  }
}
