package dev.bimgate.client;

import static dev.bimgate.client.CallClass.CALLS;
import static dev.bimgate.client.CallClass.LISTS;
import static dev.bimgate.client.CallClass.LOGINS;
import static dev.bimgate.client.CallClass.OPEN;
import static dev.bimgate.client.CallClass.WRITES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FairPermitsTest {

  private final List<String> granted = new ArrayList<>();
  private final List<String> cleared = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "LISTS, 128, 112",
    "CALLS, 128, 104",
    "WRITES, 128, 112",
    "LOGINS, 128, 16",
    "OPEN, 128, 8",
    "OPEN, 8, 1",
    "CALLS, 1, 1"
  })
  void aClassHoldsNoMoreThanItsCap(CallClass callClass, int size, int cap) {
    FairPermits permits = new FairPermits(size);

    assertThat(takenByNewcomers(permits, callClass)).isEqualTo(cap);
  }

  @Test
  void writesHoldNoMoreThanTheirCapTogetherWithCalls() {
    FairPermits permits = new FairPermits(128);

    assertThat(takenByNewcomers(permits, CALLS)).isEqualTo(104);
    assertThat(takenByNewcomers(permits, WRITES)).isEqualTo(8);
  }

  @Test
  void callsLeaveRoomForLists() {
    FairPermits permits = new FairPermits(128);
    takenByNewcomers(permits, CALLS);
    takenByNewcomers(permits, WRITES);

    assertThat(takenByNewcomers(permits, LISTS)).isEqualTo(16);
  }

  @ParameterizedTest
  @CsvSource({"LISTS, 42", "CALLS, 39", "LOGINS, 6", "OPEN, 3"})
  void onePartyAloneGetsThreeEighthsOfTheCap(CallClass callClass, int most) {
    FairPermits permits = new FairPermits(128);

    assertThat(takenBy(permits, callClass, "one")).isEqualTo(most);
  }

  @Test
  void aNewcomerGetsOneWhereAnotherHasUsedItsShare() {
    FairPermits permits = new FairPermits(128);
    takenBy(permits, CALLS, "greedy");

    assertThat(take(permits, claim(CALLS, "newcomer"))).isEqualTo(FairPermits.Result.GRANTED);
  }

  /** However long the calls of the others take. */
  @Test
  void theThirtyFirstOfThirtyGreedyPartiesGetsOneAtOnce() {
    FairPermits permits = new FairPermits(128);
    for (int party = 0; party < 30; party++) {
      takenBy(permits, CALLS, party);
    }

    assertThat(take(permits, claim(CALLS, "newcomer"))).isEqualTo(FairPermits.Result.GRANTED);
    assertThat(take(permits, claim(WRITES, "newcomer"))).isEqualTo(FairPermits.Result.GRANTED);
    assertThat(take(permits, claim(LISTS, "newcomer"))).isEqualTo(FairPermits.Result.GRANTED);
  }

  @Test
  void callsOfNobodyInParticularShareTheCapAlone() {
    FairPermits permits = new FairPermits(128);

    assertThat(takenBy(permits, CALLS, null)).isEqualTo(104);
  }

  @Test
  void whoCameFirstOfEqualsIsServedFirst() {
    FairPermits permits = new FairPermits(1);
    FairPermits.Claim holder = held(permits, CALLS, "holder");
    take(permits, claim(CALLS, "first"));
    take(permits, claim(CALLS, "second"));

    permits.release(holder);

    assertThat(granted).containsExactly("CALLS first");
  }

  @Test
  void aFreedPermitGoesToWhoHoldsFewest() {
    FairPermits permits = new FairPermits(4);
    FairPermits.Claim freed = held(permits, CALLS, "first");
    held(permits, CALLS, "second");
    held(permits, CALLS, "third");
    take(permits, claim(CALLS, "second"));
    take(permits, claim(CALLS, "newcomer"));

    permits.release(freed);

    assertThat(granted).containsExactly("CALLS newcomer");
  }

  @Test
  void aFreedPermitGoesToListsAndLoginsThenWritesCallsAndOpenRoutes() {
    FairPermits permits = new FairPermits(1);
    FairPermits.Claim holder = held(permits, CALLS, "holder");
    List<CallClass> inOrderOfArrival = List.of(OPEN, CALLS, WRITES, LOGINS, LISTS);
    inOrderOfArrival.forEach(callClass -> take(permits, passedOn(permits, callClass)));

    permits.release(holder);

    assertThat(granted)
        .containsExactly("LOGINS user", "LISTS user", "WRITES user", "CALLS user", "OPEN user");
  }

  @Test
  void whoWithdrewIsPassedOver() {
    FairPermits permits = new FairPermits(1);
    FairPermits.Claim holder = held(permits, CALLS, "holder");
    FairPermits.Claim first = claim(CALLS, "first");
    take(permits, first);
    take(permits, claim(CALLS, "second"));

    assertThat(permits.withdraw(first)).isTrue();
    permits.release(holder);

    assertThat(granted).containsExactly("CALLS second");
  }

  @Test
  void whoWasGrantedAlreadyCannotWithdraw() {
    FairPermits permits = new FairPermits(1);
    FairPermits.Claim holder = held(permits, CALLS, "holder");
    FairPermits.Claim waiting = claim(CALLS, "waiting");
    take(permits, waiting);
    permits.release(holder);

    assertThat(permits.withdraw(waiting)).isFalse();
  }

  @Test
  void whoMayNotWaitIsRejected() {
    FairPermits permits = new FairPermits(1);
    held(permits, CALLS, "holder");

    assertThat(permits.take(claim(CALLS, "other"), false)).isEqualTo(FairPermits.Result.REJECTED);
  }

  @Test
  void sixtyFourOfAPartyWait() {
    FairPermits permits = new FairPermits(1);
    held(permits, CALLS, "holder");

    assertThat(waitingOf(permits, CALLS, "greedy")).isEqualTo(64);
    assertThat(take(permits, claim(CALLS, "other"))).isEqualTo(FairPermits.Result.WAITING);
  }

  @Test
  void aThousandAndTwentyFourWaitInAll() {
    FairPermits permits = new FairPermits(1);
    held(permits, CALLS, "holder");

    assertThat(waitingOf(permits, CALLS, null)).isEqualTo(1_024);
  }

  /** Else strangers from enough addresses could fill the queue for all. */
  @Test
  void aQuarterOfThemWaitsWithoutAValidCredential() {
    FairPermits permits = new FairPermits(1);
    held(permits, CALLS, "holder");

    assertThat(waitingOf(permits, OPEN, null)).isEqualTo(256);
    assertThat(take(permits, claim(LISTS, "user"))).isEqualTo(FairPermits.Result.WAITING);
  }

  @Test
  void waitingClaimsAreClearedByClass() {
    FairPermits permits = new FairPermits(1);
    FairPermits.Claim holder = held(permits, CALLS, "holder");
    take(permits, claim(CALLS, "one"));
    take(permits, claim(LISTS, "two"));

    permits.clear(EnumSet.of(CALLS, WRITES)::contains);
    permits.release(holder);

    assertThat(cleared).containsExactly("CALLS one");
    assertThat(granted).containsExactly("LISTS two");
  }

  @Test
  void aShareIsUsedByWhoHoldsSome() {
    FairPermits permits = new FairPermits(1);
    held(permits, CALLS, "holder");
    FairPermits.Claim own = claim(CALLS, "holder");
    FairPermits.Claim other = claim(CALLS, "other");
    take(permits, own);
    take(permits, other);

    assertThat(permits.isShareUsed(own)).isTrue();
    assertThat(permits.isShareUsed(other)).isFalse();
  }

  /** One releases while the other withdraws: the permit goes to one of the two, never to none. */
  @Test
  void aReleaseThatMeetsAWithdrawalLosesNoPermit() throws Exception {
    for (int round = 0; round < 1_000; round++) {
      FairPermits permits = new FairPermits(1);
      FairPermits.Claim holder = held(permits, CALLS, "holder");
      AtomicInteger grants = new AtomicInteger();
      FairPermits.Claim waiting =
          new FairPermits.Claim(CALLS, "waiting", onGranted(grants::incrementAndGet));
      take(permits, waiting);
      CyclicBarrier together = new CyclicBarrier(2);
      Thread releasing =
          new Thread(
              () -> {
                meet(together);
                permits.release(holder);
              });
      releasing.start();
      meet(together);

      boolean withdrawn = permits.withdraw(waiting);
      releasing.join();

      assertThat(grants.get()).isEqualTo(withdrawn ? 0 : 1);
      assertThat(permits.take(claim(CALLS, "next"), false))
          .isEqualTo(withdrawn ? FairPermits.Result.GRANTED : FairPermits.Result.REJECTED);
    }
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException broken) {
      throw new AssertionError(broken);
    }
  }

  private int takenByNewcomers(FairPermits permits, CallClass callClass) {
    int taken = 0;
    while (permits.take(claim(callClass, new Object()), false) == FairPermits.Result.GRANTED) {
      taken++;
    }
    return taken;
  }

  private int takenBy(FairPermits permits, CallClass callClass, @Nullable Object party) {
    int taken = 0;
    while (permits.take(claim(callClass, party), false) == FairPermits.Result.GRANTED) {
      taken++;
    }
    return taken;
  }

  private int waitingOf(FairPermits permits, CallClass callClass, @Nullable Object party) {
    int waiting = 0;
    while (take(permits, claim(callClass, party)) == FairPermits.Result.WAITING) {
      waiting++;
    }
    return waiting;
  }

  private FairPermits.Claim held(FairPermits permits, CallClass callClass, Object party) {
    FairPermits.Claim claim = claim(callClass, party);
    assertThat(take(permits, claim)).isEqualTo(FairPermits.Result.GRANTED);
    return claim;
  }

  private static FairPermits.Result take(FairPermits permits, FairPermits.Claim claim) {
    return permits.take(claim, true);
  }

  private FairPermits.Claim claim(CallClass callClass, @Nullable Object party) {
    String name = callClass + " " + party;
    return new FairPermits.Claim(
        callClass,
        party,
        new FairPermits.Waiter() {
          @Override
          public void granted() {
            granted.add(name);
          }

          @Override
          public void cleared() {
            cleared.add(name);
          }
        });
  }

  /** A claim that returns its permit as soon as it has it. */
  private FairPermits.Claim passedOn(FairPermits permits, CallClass callClass) {
    CompletableFuture<FairPermits.Claim> own = new CompletableFuture<>();
    FairPermits.Waiter release =
        onGranted(
            () -> {
              granted.add(callClass + " user");
              permits.release(own.join());
            });
    own.complete(new FairPermits.Claim(callClass, "user", release));
    return own.join();
  }

  private static FairPermits.Waiter onGranted(Runnable action) {
    return new FairPermits.Waiter() {
      @Override
      public void granted() {
        action.run();
      }

      @Override
      public void cleared() {}
    };
  }
}
