package dev.bimgate.cache;

import static dev.bimgate.cache.LanguageBench.BY_LANGUAGE;
import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.BENS;
import static dev.bimgate.cache.Lists.served;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.http.Vary;
import dev.bimgate.cache.model.CacheOptions;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Forward;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.cache.store.LastEvent;
import dev.bimgate.cache.store.LastEventType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Responses that vary by the headers of the request (RFC 9111, section 4.1). */
class VariantsTest {

  private static final Vary BY_PLATFORM = Vary.of(List.of("X-Platform"));

  private final LanguageBench lists = new LanguageBench();

  @Test
  void aRequestWithOtherHeadersIsNotServedTheResponse() {
    lists.keep("de", "deutsch");

    var other = lists.ask("en");
    lists.complete("english", BY_LANGUAGE);

    assertThat(served(other)).isEqualTo("MISS english");
    assertThat(served(lists.ask("de"))).isEqualTo("HIT deutsch");
    assertThat(served(lists.ask("en"))).isEqualTo("HIT english");
  }

  @Test
  void onlyARequestWithTheSameFieldsIsAHit() {
    lists.keep("de", "deutsch");

    assertThat(lists.hit("de")).isNotNull();
    assertThat(lists.hit("en")).isNull();
  }

  @Test
  void whyAnotherVariantIsLoadedIsReported() {
    lists.keep("de", "deutsch");

    var other = lists.ask("en");
    lists.complete("english", BY_LANGUAGE);

    assertThat(Lists.found(other).forward()).isEqualTo(Forward.VARY_MISS);
  }

  /** Two wait for one load · the response is for the first alone · the second loads its own. */
  @Test
  void aWaiterForAResponseToOtherRequestsLoadsAgain() {
    var first = lists.ask("de");
    var second = lists.ask("en");
    assertThat(lists.calls).hasSize(1);

    lists.complete("deutsch", BY_LANGUAGE);
    assertThat(served(first)).isEqualTo("MISS deutsch");
    assertThat(second).isNotDone();
    lists.complete("english", BY_LANGUAGE);

    assertThat(served(second)).isEqualTo("MISS english");
  }

  @Test
  void aWaiterForAResponseToItsRequestTooIsServed() {
    var first = lists.ask("de");
    var second = lists.ask("de");

    lists.complete("deutsch", BY_LANGUAGE);

    assertThat(served(first)).isEqualTo("MISS deutsch");
    assertThat(served(second)).isEqualTo("COALESCED deutsch");
  }

  @Test
  void aWaiterForAResponseToNoOtherRequestMakesACallOfItsOwn() {
    var first = lists.ask("de");
    var second = lists.ask("de");

    lists.complete("deutsch", Vary.of(List.of("*")));

    assertThat(served(first)).isEqualTo("MISS deutsch");
    assertThat(served(second)).isEqualTo("ALONE");
    assertThat(lists.cache.entryCount()).isZero();
  }

  @Test
  void theLatestWayToVaryCountsFirst() {
    lists.keep("de", "deutsch");
    lists.bench.clock.advance(Bench.FRESH.plus(Bench.IF_ERROR));
    lists.ask("de");

    lists.complete("for all", Vary.NONE);

    assertThat(served(lists.ask("en"))).isEqualTo("HIT for all");
    assertThat(served(lists.ask("de"))).isEqualTo("HIT for all");
  }

  /** What was stored before upstream changed its {@code Vary} is older. */
  @Test
  void aResponseForAllIsServedBeforeOlderOnesThatVary() {
    lists.keep("de", "deutsch");
    lists.ask("fr");

    lists.complete("for all", Vary.NONE);

    assertThat(served(lists.ask("de"))).isEqualTo("HIT for all");
  }

  @Test
  void aResponseThatVariesReplacesTheOneForAll() {
    lists.ask("de");
    lists.complete("for all", Vary.NONE);
    lists.bench.clock.advance(Bench.FRESH.plus(Bench.IF_ERROR));
    lists.ask("de");

    lists.complete("deutsch", BY_LANGUAGE);

    assertThat(served(lists.ask("de"))).isEqualTo("HIT deutsch");
    var other = lists.ask("en");
    lists.complete("english", BY_LANGUAGE);
    assertThat(served(other)).isEqualTo("MISS english");
  }

  /** The one for all is still within its windows, but may no longer be served. */
  @Test
  void aRevalidationThatReturnsAResponseForSomeRemovesTheOneForAll() {
    lists.ask("de");
    lists.complete("for all", Vary.NONE);
    lists.bench.clock.advance(Bench.FRESH);
    lists.ask("de");

    lists.complete("deutsch", BY_LANGUAGE);

    assertThat(lists.ask("en")).isNotDone();
    assertThat(served(lists.ask("de"))).isEqualTo("HIT deutsch");
  }

  @Test
  void responsesOfTwoVarysAreBothFound() {
    lists.keep("de", "deutsch");
    var other = lists.ask("en");
    lists.complete("by platform", BY_PLATFORM);

    assertThat(served(other)).isEqualTo("MISS by platform");
    assertThat(served(lists.ask("fr"))).isEqualTo("HIT by platform");
  }

  @Test
  void whatIsStoredForOtherRequestsExplainsWhyThisOneIsLoaded() {
    lists.keep("de", "deutsch");

    var explained = lists.cache.explain(ANNAS, LanguageBench.requestIn("en"));

    assertThat(explained.next()).isEqualTo(Explanation.Next.LOAD);
    assertThat(explained.others())
        .extracting(Explanation.Other::variant)
        .containsExactly(BY_LANGUAGE.variantOf(LanguageBench.requestIn("de")));
  }

  @Test
  void aRejectionPastTheCacheRemovesAllVariants() {
    lists.keep("de", "deutsch");
    lists.keep("en", "english");

    lists.cache.rejected(ANNAS);

    assertThat(lists.cache.entryCount()).isZero();
    assertThat(lists.bench.events.lines).contains("invalidated REFUSED");
  }

  @Test
  void aRejectionOfOneVariantKeepsOutWhatIsBeingLoadedForAnother() {
    lists.keep("de", "deutsch");
    var english = lists.ask("en");
    lists.bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    lists.ask("de");

    lists.refuse(3, 403);
    lists.complete(2, "english", BY_LANGUAGE);

    assertThat(served(english)).isEqualTo("MISS english");
    assertThat(lists.cache.entryCount()).isZero();
    assertThat(lists.bench.events.lines).containsOnlyOnce("invalidated REFUSED");
  }

  @Test
  void aRejectionOfOneVariantIsWhyTheOthersAreGone() {
    lists.keep("de", "deutsch");
    lists.keep("en", "english");
    lists.bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    lists.ask("de");

    lists.refuse(403);

    LastEvent event = lists.cache.explain(ANNAS, LanguageBench.requestIn("en")).event();
    assertThat(event).extracting(LastEvent::type).isEqualTo(LastEventType.REFUSED);
  }

  /** A failure varies by nothing that would exclude a stale list. */
  @Test
  void aWaiterForAnErrorThatVariesIsServedTheStaleList() {
    lists.ask("de");
    lists.complete("for all", Vary.NONE);
    lists.bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    var starter = lists.ask("de");
    var waiter = lists.ask("en");
    ListResponse error =
        ListResponse.builder(503, Lists.bytes("away"), lists.bench.clock.instant())
            .cacheability(new Cacheability(false, null, Vary.of(List.of("*")), List.of()))
            .buildTransient();

    lists.respond(2, new OriginResponse.Complete<>(error));

    assertThat(served(starter)).isEqualTo("STALE_IF_ERROR for all");
    assertThat(served(waiter)).isEqualTo("STALE_IF_ERROR for all");
  }

  @Test
  void anInvalidationCoversAllVariants() {
    lists.keep("de", "deutsch");
    lists.keep("en", "english");

    lists.cache.invalidate(new Invalidation(Scope.key(ANNAS), Invalidation.Reason.OPERATOR));
    lists.ask("de");
    lists.ask("en");

    assertThat(lists.calls).hasSize(4);
  }

  /** Load begun · invalidation, cleared · a later lookup joins the load begun after it. */
  @Test
  void anInvalidationKeepsTheVarys() {
    lists.keep("de", "deutsch");
    lists.cache.invalidate(new Invalidation(Scope.key(ANNAS), Invalidation.Reason.OPERATOR));
    var first = lists.ask("de");
    lists.cache.invalidate(new Invalidation(Scope.key(BENS), Invalidation.Reason.OPERATOR));

    var second = lists.ask("de");
    lists.complete("neu", BY_LANGUAGE);

    assertThat(served(first)).isEqualTo("MISS neu");
    assertThat(served(second)).isEqualTo("COALESCED neu");
    assertThat(lists.calls).hasSize(2);
  }

  @Test
  void varysExpireAnHourAfterTheLastResponse() {
    lists.keep("de", "deutsch");
    lists.bench.clock.advance(Bench.FRESH.plus(Bench.IF_ERROR));
    assertThat(lists.cache.sizeBytes()).isPositive();
    assertThat(lists.cache.entryCount()).isZero();

    lists.bench.clock.advance(Duration.ofHours(1));

    assertThat(lists.cache.sizeBytes()).isZero();
  }

  @Test
  void theOldestVariantGoesWhenThereAreTooMany() {
    int most = 8;
    for (int i = 0; i <= most; i++) {
      lists.keep("x" + i, "list " + i);
    }

    assertThat(lists.cache.entryCount()).isEqualTo(most);
    assertThat(lists.bench.events.lines).contains("evicted VARIANTS");
    assertThat(served(lists.ask("x1"))).isEqualTo("HIT list 1");
    assertThat(lists.ask("x0")).isNotDone();
  }

  @Test
  void aVariantIsRevalidatedForRequestsLikeItsOwn() {
    lists.keep("de", "deutsch");
    lists.keep("en", "english");
    lists.bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));

    var asked = lists.ask("de");
    lists.respond(
        3,
        new OriginResponse.NotModified<>(
            List.of(),
            lists.bench.clock.instant(),
            Lists.NO_AGE,
            new Cacheability(true, null, BY_LANGUAGE, List.of())));

    assertThat(served(asked)).isEqualTo("REVALIDATED deutsch");
    assertThat(served(lists.ask("de"))).isEqualTo("HIT deutsch");
  }

  @Test
  void aWaiterForARevalidationThatFailsIsServedTheStaleVariantToo() {
    lists.keep("de", "deutsch");
    lists.bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    var starter = lists.ask("de");
    var waiter = lists.ask("de");

    lists.refuse(503);

    assertThat(served(starter)).isEqualTo("STALE_IF_ERROR deutsch");
    assertThat(served(waiter)).isEqualTo("STALE_IF_ERROR deutsch");
  }

  @Test
  void afterAnInvalidationNoVariantIsMissed() {
    lists.keep("de", "deutsch");
    lists.cache.invalidate(new Invalidation(Scope.EVERYTHING, Invalidation.Reason.OPERATOR));

    var asked = lists.ask("de");
    lists.complete("deutsch", BY_LANGUAGE);

    assertThat(Lists.found(asked).forward()).isEqualTo(Forward.URI_MISS);
  }

  /** Upstream rejects the list, not one variant of it: promise 4. */
  @Test
  void aRejectionOfOneVariantRemovesAll() {
    lists.keep("de", "deutsch");
    lists.keep("en", "english");
    lists.ask("fr");

    lists.refuse(403);

    assertThat(lists.cache.entryCount()).isZero();
    assertThat(lists.ask("de")).isNotDone();
  }

  @Test
  void aListThatIsTooLongWithItsVariantIsNotStored() {
    var options = new CacheOptions(TestRoute.policies(Bench.POLICY), 1 << 20, 8000, 1, false);
    ListCache small = new Bench(options).cache;

    var asked = small.lookup(ANNAS, LookupOptions.DEFAULTS, lists.new From("x".repeat(9000)));
    lists.complete("deutsch", BY_LANGUAGE);

    assertThat(Lists.found(asked).stored()).isFalse();
  }
}
