package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.found;
import static dev.bimgate.cache.Lists.served;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.http.Vary;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Forward;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.cache.model.PurgeMode;
import dev.bimgate.cache.model.RoutePolicy;
import dev.bimgate.cache.model.Scope;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** After {@code Retry-After} upstream is not contacted for that time, within bounds. */
class PauseTest {

  private static final LookupOptions REVALIDATE = LookupOptions.DEFAULTS.withRevalidation();
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Bench bench = new Bench();

  @Test
  void upstreamIsNotContactedBeforeItsRetryAfter() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);
    bench.ask(ANNAS);
    bench.source.refusal(503, "20");

    // When
    bench.clock.advance(Duration.ofSeconds(20).minusMillis(1));
    var during = found(bench.lookup(ANNAS));
    int callsDuring = bench.source.calls();
    bench.clock.advance(Duration.ofMillis(1));
    bench.ask(ANNAS);

    // Then
    assertThat(during.outcome()).isEqualTo(LookupOutcome.STALE_IF_ERROR);
    assertThat(during.forward()).isEqualTo(Forward.NONE);
    assertThat(callsDuring).isEqualTo(2);
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  @Test
  void insideTheErrorWindowItIsLetAloneTooAndNobodyWaits() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    bench.ask(ANNAS);
    bench.source.refusal(503, "20");

    // When
    var next = bench.lookup(ANNAS);

    // Then
    assertThat(served(next)).isEqualTo("STALE_IF_ERROR old");
    assertThat(bench.source.calls()).isEqualTo(2);
  }

  /** Otherwise a withdrawn right could be read for long after upstream has recovered. */
  @Test
  void itIsLetAloneForNoLongerThanAListIsFresh() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);
    bench.ask(ANNAS);
    bench.source.refusal(503, "86400");

    // When
    bench.clock.advance(Bench.FRESH);
    bench.ask(ANNAS);

    // Then
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  @Test
  void whatUpstreamWantsMakesNoListUsableForLonger() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.IF_ERROR).minus(SECOND));
    bench.ask(ANNAS);
    bench.source.refusal(503, "20");

    // When
    bench.clock.advance(SECOND);
    bench.ask(ANNAS);

    // Then
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  @Test
  void aClientErrorStartsNoBackoff() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);
    bench.ask(ANNAS);
    bench.source.refusal(400, "20");

    // When
    bench.ask(ANNAS);

    // Then
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  @Test
  void aRenewedListHasNoPauseLeft() {
    // Given
    Bench eager = askedAnewWithinAPause("60");
    eager.source.notModified();

    // When
    eager.clock.advance(Bench.FRESH.minus(SECOND));
    var fresh = found(eager.lookup(ANNAS));
    eager.clock.advance(SECOND);
    eager.ask(ANNAS);

    // Then
    assertThat(fresh.outcome()).isEqualTo(LookupOutcome.HIT);
    assertThat(eager.source.calls()).isEqualTo(4);
  }

  @Test
  void aLaterErrorWithoutRetryAfterEndsNoBackoff() {
    // Given
    Bench eager = askedAnewWithinAPause("20");
    eager.source.status(503);

    // When
    eager.clock.advance(Duration.ofSeconds(20).minusMillis(1));
    eager.ask(ANNAS);

    // Then
    assertThat(eager.source.calls()).isEqualTo(3);
  }

  @Test
  void aLaterRetryAfterReplacesAnEarlierOne() {
    // Given
    Bench eager = askedAnewWithinAPause("20");
    eager.source.refusal(503, "5");

    // When
    eager.clock.advance(Duration.ofSeconds(5));
    eager.ask(ANNAS);

    // Then
    assertThat(eager.source.calls()).isEqualTo(4);
  }

  @Test
  void anOperatorWhoEndsItsFreshnessEndsItsPause() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);
    bench.ask(ANNAS);
    bench.source.refusal(503, "20");

    // When
    var unused =
        bench.cache.purge(
            List.of(new Invalidation(Scope.EVERYTHING, Invalidation.Reason.OPERATOR)),
            PurgeMode.SOFT);
    bench.ask(ANNAS);

    // Then
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  /** Only where upstream says that an error may be stored. */
  @Test
  void aStoredErrorIsNeitherServedForLongerNorInsteadOfAnother() {
    // Given
    var minute = new Lifetimes(Bench.FRESH, Duration.ZERO, Bench.IF_ERROR);
    bench.ask(ANNAS);
    bench.source.respond(
        new OriginResponse.Complete<>(
            ListResponse.builder(503, Lists.bytes("first"), bench.clock.instant())
                .cacheability(new Cacheability(true, minute, Vary.NONE, List.of()))
                .buildStored()));
    bench.clock.advance(Bench.FRESH);
    var second = bench.lookup(ANNAS);

    // When
    bench.source.refusal(503, "20");
    bench.ask(ANNAS);

    // Then
    assertThat(served(second)).isEqualTo("REVALIDATED status 503");
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  /** A list is backed off for some seconds, and a request to revalidate it is granted at once. */
  private static Bench askedAnewWithinAPause(String seconds) {
    var eager = new Bench(Bench.options(new RoutePolicy(Bench.POLICY.lifetimes(), Duration.ZERO)));
    eager.keep(ANNAS, "old");
    eager.clock.advance(Bench.FRESH);
    eager.ask(ANNAS);
    eager.source.refusal(503, seconds);
    eager.ask(ANNAS, REVALIDATE);
    return eager;
  }
}
