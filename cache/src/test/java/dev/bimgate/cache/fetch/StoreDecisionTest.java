package dev.bimgate.cache.fetch;

import static dev.bimgate.cache.LanguageBench.BY_LANGUAGE;
import static dev.bimgate.cache.Lists.ANNA;
import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.Bench;
import dev.bimgate.cache.EntryDetails;
import dev.bimgate.cache.Explanation;
import dev.bimgate.cache.HandClock;
import dev.bimgate.cache.LanguageBench;
import dev.bimgate.cache.Lists;
import dev.bimgate.cache.TestRoute;
import dev.bimgate.cache.fetch.StoreDecision.Kind;
import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.http.Vary;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheOptions;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Header;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.PurgeMode;
import dev.bimgate.cache.model.RoutePolicy;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.cache.model.Statuses;
import dev.bimgate.cache.model.Validators;
import dev.bimgate.cache.store.LastEvent;
import dev.bimgate.cache.store.LastEventType;
import dev.bimgate.cache.store.StoredResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The table against the cache, over the whole product of its cases: what is stored once a fetch has
 * ended is what the table says.
 */
class StoreDecisionTest {

  private static final int[] STATUSES = {
    200, 201, 204, 301, 400, 401, 403, 404, 405, 410, 429, 500, 501, 502, 503, 504
  };
  private static final Lifetimes OPEN = Bench.POLICY.lifetimes();
  private static final Lifetimes CLOSED =
      new Lifetimes(Duration.ZERO, Duration.ZERO, Duration.ZERO);
  private static final RoutePolicy POLICY = new RoutePolicy(OPEN, Duration.ZERO);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);
  private static final int MAX_ENTRY_BYTES = 8_000;
  private static final CacheOptions OPTIONS =
      new CacheOptions(TestRoute.policies(POLICY), 64 << 20, MAX_ENTRY_BYTES, 0.1, false);
  private static final String OLD = "old";
  private static final String NEW = "new";
  private static final Set<StoreDecision> FAILED =
      EnumSet.of(StoreDecision.BACK_OFF, StoreDecision.RETRY_SOON);
  private static final boolean[] NO = {false};
  private static final boolean[] YES = {true};
  private static final boolean[] EITHER = {false, true};

  /** What is stored when the fetch begins, by its age. */
  private enum Seen {
    NOTHING(Duration.ZERO),
    FRESH(Duration.ofSeconds(10)),
    STALE(Duration.ofSeconds(100)),
    EXPIRED(Duration.ofHours(1));

    private final Duration age;

    Seen(Duration age) {
      this.age = age;
    }
  }

  /** What the response says about itself. */
  private enum Says {
    NOTHING,
    OWN_TIMES,
    CLOSED_TIMES,
    NOT_TO_STORE,
    VARIES_BY_ANYTHING,
    TOO_MUCH
  }

  /** What happens while the fetch is in flight. */
  private enum Meanwhile {
    NOTHING,
    REJECTION,
    INVALIDATION,
    SOFT_PURGE
  }

  /**
   * What a fetch meets.
   *
   * @param superseded whether another fetch begins after that
   */
  private record Around(Seen seen, Meanwhile meanwhile, boolean superseded) {

    boolean isSeen() {
      return seen != Seen.NOTHING;
    }

    boolean isCurrent() {
      return meanwhile != Meanwhile.REJECTION && !superseded;
    }

    boolean isValid() {
      return meanwhile != Meanwhile.INVALIDATION;
    }
  }

  private record Case(
      Kind kind,
      int status,
      Says says,
      boolean validators,
      boolean otherVariant,
      boolean retryLater,
      Around around) {

    static Case of(Kind kind, int status, Around around) {
      return new Case(kind, status, Says.NOTHING, false, false, false, around);
    }

    /** A 429 demands it even without {@code Retry-After}. */
    boolean saysWhenToRetry() {
      return kind == Kind.COMPLETE && (retryLater || status == 429);
    }

    Cacheability cacheability() {
      Vary vary = otherVariant ? BY_LANGUAGE : Vary.NONE;
      return switch (says) {
        case OWN_TIMES -> new Cacheability(true, OPEN, vary, List.of());
        case CLOSED_TIMES -> new Cacheability(true, CLOSED, vary, List.of());
        case NOT_TO_STORE -> new Cacheability(false, null, vary, List.of());
        case VARIES_BY_ANYTHING -> new Cacheability(true, OPEN, Vary.of(List.of("*")), List.of());
        case NOTHING, TOO_MUCH -> new Cacheability(true, null, vary, List.of());
      };
    }

    List<Header> headers() {
      List<Header> headers = new ArrayList<>();
      if (retryLater) {
        headers.add(new Header("Retry-After", String.valueOf(RETRY_AFTER.toSeconds())));
      }
      if (says == Says.TOO_MUCH) {
        headers.add(new Header("X-Long", "x".repeat(MAX_ENTRY_BYTES)));
      }
      return headers;
    }

    ListResponse response(HandClock clock) {
      return ListResponse.builder(status, bytes(NEW), clock.instant())
          .validators(validators ? new Validators("\"new\"", null) : Validators.NONE)
          .headers(headers())
          .cacheability(cacheability())
          .buildStored();
    }
  }

  /** What is stored afterwards. */
  private record Stored(
      @Nullable String here,
      @Nullable String elsewhere,
      int failures,
      boolean retryLater,
      boolean attempted,
      @Nullable LastEventType type) {}

  @Test
  void theStoreFollowsTheTableInEachOfItsCases() {
    List<String> differences = new ArrayList<>();
    List<Case> cases = cases();
    for (Case each : cases) {
      Stored expected = expected(each);
      Stored stored = stored(each);
      if (!stored.equals(expected)) {
        differences.add(each + ": " + stored + " in place of " + expected);
      }
    }

    assertThat(differences.stream().limit(10)).isEmpty();
    assertThat(cases).hasSize(22_624);
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Seen seen : Seen.values()) {
      for (Meanwhile meanwhile : Meanwhile.values()) {
        for (boolean superseded : meanwhile == Meanwhile.NOTHING ? NO : EITHER) {
          add(cases, new Around(seen, meanwhile, superseded));
        }
      }
    }
    return cases;
  }

  private static void add(List<Case> to, Around around) {
    to.add(Case.of(Kind.NONE, 0, around));
    to.add(Case.of(Kind.NOT_SENT, 0, around));
    for (int status : STATUSES) {
      to.add(Case.of(Kind.STREAMED, status, around));
      if (Statuses.removesEntry(status)) {
        to.add(Case.of(Kind.UNREADABLE, status, around));
      }
      addWhole(to, Kind.COMPLETE, status, around);
    }
    if (around.seen() != Seen.NOTHING) {
      addWhole(to, Kind.NOT_MODIFIED, 200, around);
    }
  }

  private static void addWhole(List<Case> to, Kind kind, int status, Around around) {
    for (Says says : Says.values()) {
      for (boolean otherVariant : EITHER) {
        for (boolean retryLater : EITHER) {
          for (boolean validators : kind == Kind.COMPLETE ? EITHER : YES) {
            to.add(new Case(kind, status, says, validators, otherVariant, retryLater, around));
          }
        }
      }
    }
  }

  /** The expected result, by the table. */
  private static Stored expected(Case of) {
    Around around = of.around();
    StoreDecision decision =
        StoreDecision.of(
            of.kind(), of.status(), obstacle(of), around.isCurrent(), of.saysWhenToRetry());
    if (decision == StoreDecision.STORE) {
      String stored = of.kind() == Kind.NOT_MODIFIED ? OLD : NEW;
      boolean here = !of.otherVariant();
      return new Stored(here ? stored : null, here ? null : stored, 0, false, true, null);
    }
    boolean kept = decision != StoreDecision.REMOVE && decision != StoreDecision.REJECT;
    boolean there = around.isSeen() && around.isValid();
    if (!kept || !there || around.meanwhile() == Meanwhile.REJECTION) {
      return new Stored(null, null, 0, false, false, cause(of));
    }
    if (around.seen() == Seen.EXPIRED) {
      return new Stored(OLD, null, 0, false, false, null);
    }
    boolean later = decision == StoreDecision.RETRY_LATER;
    int failures = later || FAILED.contains(decision) ? 1 : 0;
    return new Stored(OLD, null, failures, later, decision != StoreDecision.LEAVE, null);
  }

  private static @Nullable LastEventType obstacle(Case of) {
    return switch (of.kind()) {
      case COMPLETE, NOT_MODIFIED ->
          StoreDecision.obstacle(
              of.response(new HandClock()),
              of.around().isSeen(),
              OPEN,
              of.says() != Says.TOO_MUCH,
              of.around().isValid());
      case STREAMED -> StoreDecision.obstacle(of.status(), List.of());
      case UNREADABLE -> LastEventType.REFUSED;
      case NONE, NOT_SENT -> LastEventType.LOAD_FAILED;
    };
  }

  private static LastEventType cause(Case of) {
    LastEventType obstacle = obstacle(of);
    return obstacle == null ? LastEventType.DROPPED_MEANWHILE : obstacle;
  }

  /** The actual result, by the cache. */
  private static Stored stored(Case of) {
    var scene = new LanguageBench(new Bench(OPTIONS, scan -> {}));
    if (of.around().isSeen()) {
      lookup(scene);
      scene.respond(
          1, new OriginResponse.Complete<>(Lists.response(200, OLD, scene.bench.clock.instant())));
      scene.bench.clock.advance(of.around().seen().age);
    }
    lookup(scene);
    var call = scene.calls.get(scene.calls.size() - 1);
    happen(of, scene);
    scene.bench.clock.advance(Duration.ofMillis(1));
    end(of, scene, call);
    return read(scene);
  }

  private static void lookup(LanguageBench scene) {
    var unused =
        scene.cache.lookup(ANNAS, LookupOptions.DEFAULTS.withRevalidation(), scene.new From("de"));
  }

  private static void happen(Case of, LanguageBench scene) {
    var all = new Invalidation(Scope.user(ANNA), Invalidation.Reason.OPERATOR);
    switch (of.around().meanwhile()) {
      case REJECTION -> scene.cache.rejected(ANNAS);
      case INVALIDATION -> scene.cache.invalidate(all);
      case SOFT_PURGE -> scene.cache.purge(List.of(all), PurgeMode.SOFT);
      case NOTHING -> {}
    }
    if (of.around().superseded()) {
      lookup(scene);
    }
  }

  private static void end(
      Case of, LanguageBench scene, CompletableFuture<OriginResponse<String>> call) {
    switch (of.kind()) {
      case NONE -> call.completeExceptionally(new IllegalStateException("unreachable"));
      case NOT_SENT ->
          call.complete(new OriginResponse.NotSent<>(new IllegalStateException("rejected")));
      case COMPLETE -> call.complete(new OriginResponse.Complete<>(of.response(scene.bench.clock)));
      case STREAMED ->
          call.complete(new OriginResponse.Streamed<>(of.status(), "stream", () -> {}, List.of()));
      case UNREADABLE ->
          call.complete(
              new OriginResponse.UnreadableRefusal<>(
                  of.status(), new IllegalStateException("cut")));
      case NOT_MODIFIED ->
          call.complete(
              new OriginResponse.NotModified<>(
                  of.headers(), scene.bench.clock.instant(), Lists.NO_AGE, of.cacheability()));
    }
  }

  private static Stored read(LanguageBench scene) {
    Explanation here = scene.cache.explain(ANNAS, Headers.NONE);
    StoredResponse kept = scene.cache.peek(ANNAS);
    CacheKey variant = ANNAS.variant(BY_LANGUAGE.variantOf(LanguageBench.requestIn("de")));
    StoredResponse elsewhere = scene.cache.peek(variant);
    EntryDetails details = here.details();
    LastEvent event = here.event();
    return new Stored(
        kept == null ? null : Lists.text(kept.response()),
        elsewhere == null ? null : Lists.text(elsewhere.response()),
        details == null ? 0 : details.failures(),
        details != null && details.isPauseRequested(),
        elsewhere != null
            || (details != null && details.triedAt().equals(scene.bench.clock.instant())),
        event == null || kept != null || elsewhere != null ? null : event.type());
  }
}
