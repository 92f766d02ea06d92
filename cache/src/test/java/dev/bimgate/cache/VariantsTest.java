package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.rules.FieldLines;
import dev.bimgate.cache.rules.Variance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Answers that differ by the fields of the request (RFC 9111, section 4.1). */
class VariantsTest {

  private static final Variance BY_LANGUAGE = Variance.of(List.of("Accept-Language"));
  private static final Variance BY_PLATFORM = Variance.of(List.of("X-Platform"));

  private final Bench bench = new Bench();
  private final List<CompletableFuture<SourceAnswer<String>>> calls = new ArrayList<>();

  @Test
  void aRequestWithOtherFieldsIsNotToldTheAnswer() {
    keep("de", "deutsch");

    var other = ask("en");
    land("english", BY_LANGUAGE);

    assertThat(told(other)).isEqualTo("MISS english");
    assertThat(told(ask("de"))).isEqualTo("HIT deutsch");
    assertThat(told(ask("en"))).isEqualTo("HIT english");
  }

  @Test
  void whyAnotherVariantIsLoadedIsTold() {
    keep("de", "deutsch");

    var other = ask("en");
    land("english", BY_LANGUAGE);

    assertThat(Lists.found(other).forward()).isEqualTo(Forward.VARY_MISS);
  }

  /** Two wait for one load · what lands is for the first alone · the second loads its own. */
  @Test
  void whoWaitedForAnAnswerThatIsForOtherRequestsLoadsAgain() {
    var first = ask("de");
    var second = ask("en");
    assertThat(calls).hasSize(1);

    land("deutsch", BY_LANGUAGE);
    assertThat(told(first)).isEqualTo("MISS deutsch");
    assertThat(second).isNotDone();
    land("english", BY_LANGUAGE);

    assertThat(told(second)).isEqualTo("MISS english");
  }

  @Test
  void whoWaitedForAnAnswerThatIsForTheirRequestTooIsTold() {
    var first = ask("de");
    var second = ask("de");

    land("deutsch", BY_LANGUAGE);

    assertThat(told(first)).isEqualTo("MISS deutsch");
    assertThat(told(second)).isEqualTo("COALESCED deutsch");
  }

  @Test
  void whoWaitedForAnAnswerThatIsForNoOtherRequestMakesACallOfTheirOwn() {
    var first = ask("de");
    var second = ask("de");

    land("deutsch", Variance.of(List.of("*")));

    assertThat(told(first)).isEqualTo("MISS deutsch");
    assertThat(told(second)).isEqualTo("ALONE");
    assertThat(bench.cache.entryCount()).isZero();
  }

  @Test
  void theLatestWayToVaryCountsFirst() {
    keep("de", "deutsch");
    bench.clock.advance(Bench.FRESH.plus(Bench.IF_ERROR));
    ask("de");

    land("for all", Variance.NONE);

    assertThat(told(ask("en"))).isEqualTo("HIT for all");
    assertThat(told(ask("de"))).isEqualTo("HIT for all");
  }

  @Test
  void anAnswerThatVariesTakesThePlaceOfTheOneForAll() {
    ask("de");
    land("for all", Variance.NONE);
    bench.clock.advance(Bench.FRESH.plus(Bench.IF_ERROR));
    ask("de");

    land("deutsch", BY_LANGUAGE);

    assertThat(told(ask("de"))).isEqualTo("HIT deutsch");
    var other = ask("en");
    land("english", BY_LANGUAGE);
    assertThat(told(other)).isEqualTo("MISS english");
  }

  @Test
  void answersOfTwoWaysToVaryAreBothFound() {
    keep("de", "deutsch");
    var other = ask("en");
    land("by platform", BY_PLATFORM);

    assertThat(told(other)).isEqualTo("MISS by platform");
    assertThat(told(ask("fr"))).isEqualTo("HIT by platform");
  }

  @Test
  void whatIsKeptForOtherRequestsExplainsWhyThisOneIsLoaded() {
    keep("de", "deutsch");

    var explained = bench.cache.explain(ANNAS, new From("en").request());

    assertThat(explained.next()).isEqualTo(Explanation.Next.LOAD);
    assertThat(explained.others())
        .extracting(Explanation.Other::variant)
        .containsExactly(BY_LANGUAGE.variantOf(new From("de").request()));
  }

  @Test
  void aRefusalPastTheCacheTakesAllVariants() {
    keep("de", "deutsch");
    keep("en", "english");

    bench.cache.refused(ANNAS);

    assertThat(bench.cache.entryCount()).isZero();
    assertThat(bench.events.lines).contains("invalidated REFUSED");
  }

  @Test
  void aDropTakesAllVariants() {
    keep("de", "deutsch");
    keep("en", "english");

    bench.cache.invalidate(new Invalidation.OfKey(ANNAS, Invalidation.Reason.OPERATOR));
    ask("de");
    ask("en");

    assertThat(calls).hasSize(4);
  }

  @Test
  void theOldestVariantGoesWhenThereAreTooMany() {
    for (int i = 0; i <= Variants.MAX_PER_QUESTION; i++) {
      keep("x" + i, "list " + i);
    }

    assertThat(bench.cache.entryCount()).isEqualTo(Variants.MAX_PER_QUESTION);
    assertThat(bench.events.lines).contains("evicted VARIANTS");
    assertThat(told(ask("x1"))).isEqualTo("HIT list 1");
    assertThat(ask("x0")).isNotDone();
  }

  @Test
  void aVariantIsRevalidatedForRequestsLikeItsOwn() {
    keep("de", "deutsch");
    keep("en", "english");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));

    var asked = ask("de");
    calls
        .get(2)
        .complete(
            new SourceAnswer.NotModified<>(
                List.of(),
                bench.clock.instant(),
                Lists.NO_AGE,
                new Reuse(true, null, BY_LANGUAGE, List.of())));

    assertThat(told(asked)).isEqualTo("REVALIDATED deutsch");
    assertThat(told(ask("de"))).isEqualTo("HIT deutsch");
  }

  @Test
  void whoWaitsForARevalidationThatFailsIsToldTheStaleVariantToo() {
    keep("de", "deutsch");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    var starter = ask("de");
    var waiter = ask("de");

    refuse(503);

    assertThat(told(starter)).isEqualTo("STALE deutsch");
    assertThat(told(waiter)).isEqualTo("STALE deutsch");
  }

  @Test
  void afterADropNoVariantIsMissed() {
    keep("de", "deutsch");
    bench.cache.invalidate(new Invalidation.Everything(Invalidation.Reason.OPERATOR));

    var asked = ask("de");
    land("deutsch", BY_LANGUAGE);

    assertThat(Lists.found(asked).forward()).isEqualTo(Forward.URI_MISS);
  }

  /** What upstream refuses is the list, not one form of it: promise 4. */
  @Test
  void aRefusalOfOneVariantRemovesAll() {
    keep("de", "deutsch");
    keep("en", "english");
    ask("fr");

    refuse(403);

    assertThat(bench.cache.entryCount()).isZero();
    assertThat(ask("de")).isNotDone();
  }

  @Test
  void aListThatIsTooLongWithItsVariantIsNotKept() {
    var options = new ListCacheOptions(Bench.POLICY, Bench.POLICY, 1 << 20, 8000, 1, false);
    ListCache small = new Bench(options).cache;

    var asked = small.lookup(ANNAS, Ask.PLAIN, new From("x".repeat(9000)));
    land("deutsch", BY_LANGUAGE);

    assertThat(Lists.found(asked).stored()).isFalse();
  }

  private void keep(String language, String body) {
    var asked = ask(language);
    land(body, BY_LANGUAGE);
    assertThat(told(asked)).isEqualTo("MISS " + body);
  }

  private CompletableFuture<Lookup<String>> ask(String language) {
    return bench.cache.lookup(ANNAS, Ask.PLAIN, new From(language));
  }

  /** Ends the latest call. */
  private void land(String body, Variance variance) {
    ListAnswer answer =
        ListAnswer.builder(200, Lists.bytes(body), bench.clock.instant())
            .validators(new Validators('"' + body + '"', null))
            .reuse(new Reuse(true, null, variance, List.of()))
            .toKeep();
    calls.get(calls.size() - 1).complete(new SourceAnswer.Whole<>(answer));
  }

  /** Ends the latest call with an answer that is told once. */
  private void refuse(int status) {
    ListAnswer answer = Lists.told(status, "status " + status, bench.clock.instant());
    calls.get(calls.size() - 1).complete(new SourceAnswer.Whole<>(answer));
  }

  /** A request in a language. */
  private final class From implements ListSource<String> {

    private final FieldLines fields;

    From(String language) {
      fields = FieldLines.from(List.of(Map.entry("Accept-Language", language)));
    }

    @Override
    public CompletionStage<SourceAnswer<String>> fetch(@Nullable ListAnswer known) {
      var call = new CompletableFuture<SourceAnswer<String>>();
      calls.add(call);
      return call;
    }

    @Override
    public FieldLines request() {
      return fields;
    }
  }
}
