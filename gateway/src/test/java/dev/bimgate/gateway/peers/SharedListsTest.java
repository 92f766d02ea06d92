package dev.bimgate.gateway.peers;

import static dev.bimgate.gateway.peers.PeerBench.ANNAS;
import static dev.bimgate.gateway.peers.PeerBench.BENS;
import static dev.bimgate.gateway.peers.PeerBench.FRESH;
import static dev.bimgate.gateway.peers.PeerBench.served;
import static dev.bimgate.gateway.peers.SharedListResult.AWAITED;
import static dev.bimgate.gateway.peers.SharedListResult.HIT;
import static dev.bimgate.gateway.peers.SharedListResult.LATE;
import static dev.bimgate.gateway.peers.SharedListResult.MISS;
import static dev.bimgate.gateway.peers.SharedListResult.OUTDATED;
import static dev.bimgate.gateway.peers.SharedListResult.PASSED;
import static dev.bimgate.gateway.peers.SharedListResult.STORED;
import static dev.bimgate.gateway.peers.SharedListResult.WAITED_IN_VAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.http.Vary;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.gateway.peers.PeerBench.Gateway;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several gateways load each list once. */
class SharedListsTest {

  private static final Duration AGE = Duration.ofSeconds(19);
  private static final Duration INSTANT = Duration.ofMillis(1);

  private final PeerBench bench = new PeerBench();
  private final Gateway one = bench.gateway();
  private final Gateway other = bench.gateway();

  @Test
  void aListThatOneGatewayLoadedIsUsedByTheOthersWithItsAge() {
    // Given
    one.share(ANNAS, "projects");
    bench.time.advance(AGE);

    // When
    var fetched = other.fetch(ANNAS);

    // Then
    assertThat(served(fetched)).isEqualTo("shared projects, 19 s");
    assertThat(other.loads).isEmpty();
    assertThat(one.results).containsExactly(MISS, STORED);
    assertThat(other.results).containsExactly(HIT);
  }

  /** So that nobody is served another user's list, whoever writes to Valkey. */
  @Test
  void aListIsOfOneCaller() {
    one.share(ANNAS, "projects of anna");

    var fetched = other.fetch(BENS);
    other.loaded("projects of ben");

    assertThat(served(fetched)).isEqualTo("loaded projects of ben");
  }

  @Test
  void gatewaysThatNeedAListAtTheSameTimeLoadItOnce() {
    // Given
    var loading = one.fetch(ANNAS);

    // When
    var waiting = other.fetch(ANNAS);
    bench.time.advance(Duration.ofMillis(40));
    one.loaded("projects");
    bench.time.advance(Duration.ofMillis(100));

    // Then
    assertThat(served(loading)).isEqualTo("loaded projects");
    assertThat(served(waiting)).isEqualTo("awaited projects, 0 s");
    assertThat(other.loads).isEmpty();
    assertThat(other.results).containsExactly(AWAITED);
  }

  @Test
  void whoWaitsLooksSoonAndThenTenTimesASecondForThreeSeconds() {
    // Given
    var unused = one.fetch(ANNAS);
    bench.valkey.times.clear();

    // When
    var waiting = other.fetch(ANNAS);
    bench.time.advance(Duration.ofSeconds(3).minus(INSTANT));
    String before = served(waiting);
    bench.time.advance(INSTANT);
    other.loaded("own");

    // Then
    assertThat(bench.valkey.times).startsWith(0L, 25L, 75L, 175L, 275L).contains(2_975L, 3_000L);
    assertThat(before).isEqualTo("waits");
    assertThat(served(waiting)).isEqualTo("loaded own");
    assertThat(other.results).containsExactly(WAITED_IN_VAIN);
  }

  /** Another gateway's position counts: this one has applied the write, that one had not. */
  @Test
  void aListThatAWriteHasInvalidatedIsNotUsed() {
    // Given
    one.share(ANNAS, "old");
    other.applyWrite();

    // When
    var fetched = other.fetch(ANNAS);
    other.loaded("new");
    one.applyWrite();

    // Then
    assertThat(served(fetched)).isEqualTo("loaded new");
    assertThat(other.results).containsExactly(OUTDATED, MISS, STORED);
    assertThat(served(one.fetch(ANNAS))).isEqualTo("shared new, 0 s");
  }

  @Test
  void aListThatWasLoadedAfterAWriteIsUsedByAGatewayThatHasNotAppliedItYet() {
    one.applyWrite();
    one.share(ANNAS, "new");

    assertThat(served(other.fetch(ANNAS))).isEqualTo("shared new, 0 s");
  }

  @Test
  void aWriteToAnotherTeamLeavesItInUse() {
    // Given
    one.share(ANNAS, "projects");

    // When
    other.applyWrite("allplan");

    // Then
    assertThat(served(other.fetch(ANNAS))).isEqualTo("shared projects, 0 s");
  }

  @Test
  void aListThatIsInvalidatedWhileItLoadsIsNotStoredAndWhoWaitsLoads() {
    // Given
    var unused = one.fetch(ANNAS);
    var waiting = other.fetch(ANNAS);

    // When
    one.applyWrite();
    one.loaded("old");
    bench.time.advance(Duration.ofMillis(25));
    other.loaded("new");

    // Then
    assertThat(served(waiting)).isEqualTo("loaded new");
    assertThat(one.results).containsExactly(MISS);
    assertThat(other.results).containsExactly(MISS, STORED);
  }

  @Test
  void afterAFailureWhoWaitsLoads() {
    // Given
    var failing = one.fetch(ANNAS);
    var waiting = other.fetch(ANNAS);

    // When
    one.loads.get(0).fail("down");
    bench.time.advance(Duration.ofMillis(25));
    other.loaded("projects");

    // Then
    assertThat(failing.failed()).isTrue();
    assertThat(served(waiting)).isEqualTo("loaded projects");
    assertThat(other.results).containsExactly(MISS, STORED);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void anErrorIsNotStoredAndWhoComesNextLoads(int status) {
    // Given
    var unused = one.fetch(ANNAS);
    one.loaded(new OriginResponse.Complete<>(response(status).buildTransient()));

    // When
    var next = other.fetch(ANNAS);
    other.loaded("projects");

    // Then
    assertThat(served(next)).isEqualTo("loaded projects");
    assertThat(other.results).containsExactly(MISS, STORED);
  }

  @Test
  void aLoadThatWasNotSentLeavesTheListToOthers() {
    var unused = one.fetch(ANNAS);
    one.loaded(new OriginResponse.NotSent<>(new IllegalStateException("no budget")));

    var next = other.fetch(ANNAS);
    other.loaded("projects");

    assertThat(other.results).containsExactly(MISS, STORED);
    assertThat(served(next)).isEqualTo("loaded projects");
  }

  /** Or its waiters would wait for each other, time and again. */
  @ParameterizedTest
  @EnumSource
  void forAResponseThatIsNotSharedNobodyWaitsForAMinute(NotShared response) {
    // Given
    var unused = one.fetch(ANNAS);
    one.loaded(response.from(bench));

    // When
    var first = other.fetch(ANNAS);
    var second = one.fetch(ANNAS);
    bench.time.advance(Duration.ofSeconds(60));
    var afterAMinute = other.fetch(ANNAS);
    other.loaded("projects");

    // Then
    assertThat(List.of(served(first), served(second))).containsOnly("waits");
    assertThat(one.loads).hasSize(2);
    assertThat(served(afterAMinute)).isEqualTo("loaded projects");
    assertThat(other.results).containsExactly(PASSED, MISS, STORED);
  }

  enum NotShared {
    VARYING,
    TOO_LONG,
    NOT_STORABLE,
    FORBIDDEN,
    STREAMED,
    UNREADABLE;

    OriginResponse<String> from(PeerBench bench) {
      return switch (this) {
        case VARYING ->
            complete(
                bench
                    .list("varies")
                    .cacheability(
                        new Cacheability(true, null, Vary.of(List.of("Accept")), List.of()))
                    .buildStored());
        case TOO_LONG -> complete(tooLong(bench));
        case NOT_STORABLE -> complete(bench.list("no-store").buildTransient());
        case FORBIDDEN ->
            complete(ListResponse.builder(403, new byte[0], bench.time.instant()).buildTransient());
        case STREAMED -> new OriginResponse.Streamed<>(200, "stream", () -> {}, List.of());
        case UNREADABLE ->
            new OriginResponse.UnreadableRefusal<>(404, new IllegalStateException("truncated"));
      };
    }

    private static OriginResponse<String> complete(ListResponse response) {
      return new OriginResponse.Complete<>(response);
    }

    private static ListResponse tooLong(PeerBench bench) {
      byte[] body = new byte[SharedListRules.MAX_BYTES];
      new Random(1).nextBytes(body);
      return ListResponse.builder(200, body, bench.time.instant()).inOneForm().buildStored();
    }
  }

  /** It would be the list of a response that Bimplus no longer gives. */
  @Test
  void aListThatIsNoLongerSharedIsRemoved() {
    // Given
    one.share(ANNAS, "old");
    var unused = one.fetch(ANNAS, Duration.ZERO, null);
    one.loaded(new OriginResponse.Complete<>(response(403).buildTransient()));

    // When
    var fetched = other.fetch(ANNAS);

    // Then
    assertThat(served(fetched)).isEqualTo("waits");
    assertThat(other.loads).hasSize(1);
  }

  @Test
  void aListThatBimplusConfirmsIsStoredForOthers() {
    // Given
    ListResponse known = bench.list("projects").buildStored();
    bench.time.advance(FRESH);
    var unused = one.fetch(ANNAS, FRESH, known);

    // When
    one.loaded(
        new OriginResponse.NotModified<>(
            List.of(), bench.time.instant(), Duration.ZERO, Cacheability.CONFIGURED));

    // Then
    assertThat(served(other.fetch(ANNAS))).isEqualTo("shared projects, 0 s");
  }

  @Test
  void aListIsUsedUntilItIsNoLongerFresh() {
    // Given
    one.share(ANNAS, "projects");

    // When
    bench.time.advance(FRESH.minus(INSTANT));
    var last = other.fetch(ANNAS);
    bench.time.advance(INSTANT);
    var next = other.fetch(ANNAS);

    // Then
    assertThat(served(last)).isEqualTo("shared projects, 59 s");
    assertThat(served(next)).isEqualTo("waits");
    assertThat(other.results).containsExactly(HIT, MISS);
  }

  /** As for a request that wants a fresher list. */
  @Test
  void aListOfTheGivenAgeIsLoadedAgain() {
    // Given
    one.share(ANNAS, "old");
    bench.time.advance(AGE);

    // When
    var younger = other.fetch(ANNAS, AGE.plus(INSTANT), null);
    var demanding = other.fetch(ANNAS, AGE, null);
    other.loaded("new");

    // Then
    assertThat(served(younger)).isEqualTo("shared old, 19 s");
    assertThat(served(demanding)).isEqualTo("loaded new");
    assertThat(served(one.fetch(ANNAS))).isEqualTo("shared new, 0 s");
  }

  @Test
  void whoseLockHasExpiredDoesNotStore() {
    // Given
    var slow = one.fetch(ANNAS);
    bench.time.advance(Duration.ofSeconds(15));
    other.share(ANNAS, "new");

    // When
    one.loaded("old");

    // Then
    assertThat(served(slow)).isEqualTo("loaded old");
    assertThat(one.results).containsExactly(MISS);
    assertThat(served(bench.gateway().fetch(ANNAS))).isEqualTo("shared new, 0 s");
  }

  @Test
  void gatewaysWithOtherSettingsOrKeysShareNothing() {
    one.share(ANNAS, "projects");

    var otherShape = bench.gateway(Seals.of(1), "another shape").fetch(ANNAS);
    var otherKey = bench.gateway(Seals.of(2, 1), "shape").fetch(ANNAS);

    assertThat(served(otherShape)).isEqualTo("waits");
    assertThat(served(otherKey)).isEqualTo("waits");
  }

  @Test
  void aGatewayThatCannotKnowWhatOthersInvalidatedAsksNoOther() {
    // Given
    one.share(ANNAS, "projects");
    bench.valkey.commands.clear();
    other.log = null;

    // When
    var fetched = other.fetch(ANNAS);
    other.loaded("own");

    // Then
    assertThat(served(fetched)).isEqualTo("loaded own");
    assertThat(bench.valkey.commands).isEmpty();
  }

  @Test
  void aLateReplyDelaysALoadByATenthOfASecond() {
    // Given
    bench.valkey.mode = HandValkey.Mode.SILENT;

    // When
    var fetched = one.fetch(ANNAS);
    bench.time.advance(Duration.ofMillis(99));
    int before = one.loads.size();
    bench.time.advance(INSTANT);
    one.loaded("projects");

    // Then
    assertThat(before).isZero();
    assertThat(served(fetched)).isEqualTo("loaded projects");
  }

  @Test
  void aFailureOfValkeyDelaysNothing() {
    bench.valkey.mode = HandValkey.Mode.FAILING;

    var fetched = one.fetch(ANNAS);
    one.loaded("projects");

    assertThat(served(fetched)).isEqualTo("loaded projects");
    assertThat(one.results).containsOnly(LATE);
  }

  /** Valkey had taken the lock, and only its reply was lost. */
  @Test
  void aListThatWasLoadedAfterALateReplyIsStoredAllTheSame() {
    // Given
    bench.valkey.mode = HandValkey.Mode.REPLIES_LOST;
    var unused = one.fetch(ANNAS);
    bench.time.advance(Duration.ofMillis(100));

    // When
    bench.valkey.mode = HandValkey.Mode.REPLYING;
    one.loaded("projects");

    // Then
    assertThat(served(other.fetch(ANNAS))).isEqualTo("shared projects, 0 s");
  }

  @Test
  void afterThreeLateRepliesValkeyIsNotAskedForASecond() {
    // Given
    bench.valkey.mode = HandValkey.Mode.SILENT;
    for (int late = 0; late < 3; late++) {
      var unused = one.fetch(ANNAS);
      bench.time.advance(Duration.ofMillis(100));
    }
    bench.valkey.mode = HandValkey.Mode.REPLYING;
    bench.valkey.commands.clear();

    // When
    bench.time.advance(Duration.ofMillis(999));
    var notAsked = one.fetch(ANNAS);
    one.loaded("own");
    int commands = bench.valkey.commands.size();
    bench.time.advance(INSTANT);
    var asked = one.fetch(ANNAS);
    one.loaded("projects");

    // Then
    assertThat(served(notAsked)).isEqualTo("loaded own");
    assertThat(commands).isZero();
    assertThat(served(asked)).isEqualTo("loaded projects");
    assertThat(bench.valkey.commands).containsExactly(ListScript.FIND, ListScript.STORE);
  }

  private ListResponse.Builder response(int status) {
    return ListResponse.builder(status, new byte[0], bench.time.instant());
  }
}
