package dev.bimgate.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What another gateway has learnt of a budget of 5,000 calls, of which 50 are for writes. */
class PeerBudgetTest {

  private static final int LIMIT = 5_000;
  private static final int LEFT = 4_000;
  private static final int HOUR_MILLIS = 3_600_000;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final BudgetBench bench = new BudgetBench();
  private long begun;

  @BeforeEach
  void learnHere() {
    bench.read(LIMIT, LEFT);
    begun = bench.now;
    bench.pass(SECOND);
  }

  @Test
  void atTheReserveItStopsReadsHere() {
    learnFromPeer(50);

    assertThat(bench.state()).isEqualTo(BudgetState.STOPPED);
    assertThat(bench.waitOfRead()).isEqualTo(10_000);
  }

  @Test
  void atTheReserveWritesGoOn() {
    learnFromPeer(50);

    assertThat(bench.budget.begin(BudgetBench.APP, false, bench.now)).isNull();
  }

  @Test
  void callsUnderWayHereCountToo() {
    learnFromPeer(51);

    assertThat(bench.waitOfRead()).isZero();
    assertThat(bench.waitOfRead()).isEqualTo(1_000);
  }

  @Test
  void littleThatIsLeftIsSaved() {
    learnFromPeer(1_000);

    assertThat(bench.state()).isEqualTo(BudgetState.ECONOMIZING);
    assertThat(bench.status().remaining()).isEqualTo(LEFT);
  }

  /** However often peers say so, a read tests it as soon as a guess of this gateway's own. */
  @Test
  void itConfirmsNothing() {
    for (int left = 50; left > 40; left--) {
      learnFromPeer(left);
      bench.waitOfRead();
    }
    bench.pass(Duration.ofSeconds(10));

    assertThat(bench.waitOfRead()).isZero();
  }

  @Test
  void moreThanIsKnownHereSaysNothing() {
    bench.read(LIMIT, 40);

    learnFromPeer(4_000);

    assertThat(bench.state()).isEqualTo(BudgetState.STOPPED);
  }

  @Test
  void fromBeforeTheResetItSaysNothing() {
    bench.budget.learn(new SharedBudget(LIMIT, 0, begun - 1, begun + HOUR_MILLIS), bench.now);

    assertThat(bench.state()).isEqualTo(BudgetState.NORMAL);
  }

  @Test
  void ofAWindowThatIsOverItSaysNothing() {
    bench.budget.learn(new SharedBudget(LIMIT, 0, bench.now, bench.now), bench.now);

    assertThat(bench.state()).isEqualTo(BudgetState.NORMAL);
  }

  @Test
  void ofAnotherLimitItSaysNothing() {
    bench.budget.learn(new SharedBudget(60, 0, bench.now, begun + HOUR_MILLIS), bench.now);

    assertThat(bench.state()).isEqualTo(BudgetState.NORMAL);
  }

  @Test
  void beforeAResponseHereItSaysNothing() {
    BudgetBench unknown = new BudgetBench();

    unknown.budget.learn(new SharedBudget(LIMIT, 0, begun, begun + HOUR_MILLIS), unknown.now);

    assertThat(unknown.state()).isEqualTo(BudgetState.NORMAL);
  }

  @Test
  void aResponseToALaterCallReplacesIt() {
    learnFromPeer(60);

    bench.write(LIMIT, 59);
    learnFromPeer(58);

    assertThat(bench.status().remaining()).isEqualTo(59);
    assertThat(bench.status().availableToReads()).isEqualTo(8);
  }

  @Test
  void aResponseToAnEarlierCallDoesNot() {
    long sentAt = bench.now;
    assertThat(bench.waitOfRead()).isZero();
    bench.pass(Duration.ofMillis(10));
    learnFromPeer(40);

    bench.budget.end();
    bench.budget.learn(200, new RateLimitHeaders(LIMIT, 3_999, 0), sentAt, bench.now);

    assertThat(bench.state()).isEqualTo(BudgetState.STOPPED);
  }

  /** One of the two has been wrong. Whoever has budgets of its own is not stopped by a peer. */
  @Test
  void onceContradictedPeersAreIgnoredForAnHour() {
    learnFromPeer(40);
    bench.write(LIMIT, 3_999);
    learnFromPeer(39);
    assertThat(bench.state()).isEqualTo(BudgetState.NORMAL);

    bench.pass(Duration.ofHours(1));
    bench.write(LIMIT, 3_998);
    learnFromPeer(38);
    assertThat(bench.state()).isEqualTo(BudgetState.STOPPED);
  }

  @Test
  void aResetIsNoContradiction() {
    learnFromPeer(40);
    bench.write(LIMIT, 4_999);
    assertThat(bench.state()).isEqualTo(BudgetState.NORMAL);

    learnFromPeer(30);
    assertThat(bench.state()).isEqualTo(BudgetState.STOPPED);
  }

  @Test
  void whatIsLearntHereIsPublishedOnceASecond() {
    BudgetBench fresh = new BudgetBench();
    fresh.read(LIMIT, 100);
    SharedBudget learnt = new SharedBudget(LIMIT, 100, fresh.now, fresh.now + HOUR_MILLIS);
    assertThat(fresh.budget.toPublish(fresh.now)).contains(learnt);

    fresh.pass(Duration.ofMillis(500));
    fresh.read(LIMIT, 99);
    assertThat(fresh.budget.toPublish(fresh.now)).isEmpty();

    fresh.pass(Duration.ofMillis(500));
    fresh.read(LIMIT, 98);
    assertThat(fresh.budget.toPublish(fresh.now)).map(SharedBudget::remaining).contains(98);
  }

  @Test
  void aResponseThatSaysNothingIsNotPublished() {
    assertThat(bench.budget.toPublish(bench.now)).isPresent();
    bench.pass(SECOND);
    assertThat(bench.waitOfRead()).isZero();

    bench.respond(200, null);

    assertThat(bench.budget.toPublish(bench.now)).isEmpty();
  }

  @Test
  void whatAPeerKnowsBetterIsNotPublished() {
    learnFromPeer(40);

    assertThat(bench.budget.toPublish(bench.now)).isEmpty();
  }

  /** A clock that is set back does not end the sharing. */
  @ParameterizedTest
  @ValueSource(longs = {1_000, -3_600_000})
  void lookupsAreASecondApart(long millis) {
    assertThat(bench.budget.isLookupDue(bench.now)).isTrue();
    assertThat(bench.budget.isLookupDue(bench.now + 999)).isFalse();

    assertThat(bench.budget.isLookupDue(bench.now + millis)).isTrue();
  }

  private void learnFromPeer(int left) {
    bench.budget.learn(
        new SharedBudget(LIMIT, left, bench.now, begun + 2 * HOUR_MILLIS), bench.now);
  }
}
