package dev.bimgate.client;

import static dev.bimgate.client.CallClass.CALLS;
import static dev.bimgate.client.CallClass.LISTS;
import static dev.bimgate.client.CallClass.LOGINS;
import static dev.bimgate.client.CallClass.OPEN;
import static dev.bimgate.client.CallClass.WRITES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Claims that wait for a permit. */
class FairPermitsQueueTest extends FairPermitsFixture {

  @Test
  void aNewcomerWaitsWhereTheClaimsOfGreedyPartiesHaveFilledTheQueue() {
    FairPermits permits = new FairPermits(1);
    held(permits, CALLS, "holder");
    for (int party = 0; party < 30; party++) {
      waitingOf(permits, CALLS, party);
    }

    assertThat(take(permits, claim(CALLS, "newcomer"))).isEqualTo(FairPermits.Result.WAITING);
  }

  @Test
  void whoCameFirstOfEqualsIsServedFirst() {
    FairPermits permits = new FairPermits(1);
    Claim holder = held(permits, CALLS, "holder");
    take(permits, claim(CALLS, "first"));
    take(permits, claim(CALLS, "second"));

    permits.release(holder);

    assertThat(granted).containsExactly("CALLS first");
  }

  @Test
  void aFreedPermitGoesToWhoHoldsFewest() {
    FairPermits permits = new FairPermits(4);
    Claim freed = held(permits, CALLS, "first");
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
    Claim holder = held(permits, CALLS, "holder");
    List<CallClass> inOrderOfArrival = List.of(OPEN, CALLS, WRITES, LOGINS, LISTS);
    inOrderOfArrival.forEach(callClass -> take(permits, passedOn(permits, callClass)));

    permits.release(holder);

    assertThat(granted)
        .containsExactly("LOGINS user", "LISTS user", "WRITES user", "CALLS user", "OPEN user");
  }

  @Test
  void whoWithdrewIsPassedOver() {
    FairPermits permits = new FairPermits(1);
    Claim holder = held(permits, CALLS, "holder");
    Claim first = claim(CALLS, "first");
    take(permits, first);
    take(permits, claim(CALLS, "second"));

    assertThat(permits.withdraw(first)).isTrue();
    permits.release(holder);

    assertThat(granted).containsExactly("CALLS second");
  }

  @Test
  void whoWasGrantedAlreadyCannotWithdraw() {
    FairPermits permits = new FairPermits(1);
    Claim holder = held(permits, CALLS, "holder");
    Claim waiting = claim(CALLS, "waiting");
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
    Claim holder = held(permits, CALLS, "holder");
    take(permits, claim(CALLS, "one"));
    take(permits, claim(LISTS, "two"));

    permits.clear(EnumSet.of(CALLS, WRITES)::contains);
    permits.release(holder);

    assertThat(cleared).containsExactly("CALLS one");
    assertThat(granted).containsExactly("LISTS two");
  }

  /** One releases while the other withdraws: the permit goes to one of the two, never to none. */
  @Test
  void aReleaseThatMeetsAWithdrawalLosesNoPermit() throws Exception {
    for (int round = 0; round < 1_000; round++) {
      FairPermits permits = new FairPermits(1);
      Claim holder = held(permits, CALLS, "holder");
      AtomicInteger grants = new AtomicInteger();
      Claim waiting = new Claim(CALLS, "waiting", onGranted(grants::incrementAndGet));
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

  private int waitingOf(FairPermits permits, CallClass callClass, @Nullable Object party) {
    int waiting = 0;
    while (take(permits, claim(callClass, party)) == FairPermits.Result.WAITING) {
      waiting++;
    }
    return waiting;
  }

  /** A claim that returns its permit as soon as it has it. */
  private Claim passedOn(FairPermits permits, CallClass callClass) {
    CompletableFuture<Claim> own = new CompletableFuture<>();
    Claim.Waiter release =
        onGranted(
            () -> {
              granted.add(callClass + " user");
              permits.release(own.join());
            });
    own.complete(new Claim(callClass, "user", release));
    return own.join();
  }
}
