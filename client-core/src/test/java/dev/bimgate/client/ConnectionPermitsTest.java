package dev.bimgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConnectionPermitsTest {

  private final List<String> granted = new ArrayList<>();

  @Test
  void thereAreAsManyAsWereMade() {
    ConnectionPermits permits = new ConnectionPermits(2);

    assertThat(permits.tryAcquire()).isTrue();
    assertThat(permits.tryAcquire()).isTrue();
    assertThat(permits.tryAcquire()).isFalse();
  }

  @Test
  void whoCameFirstIsServedFirst() {
    ConnectionPermits permits = exhausted();
    permits.acquire(() -> granted.add("first"));
    permits.acquire(() -> granted.add("second"));

    permits.release();
    permits.release();

    assertThat(granted).containsExactly("first", "second");
    assertThat(permits.tryAcquire()).isFalse();
  }

  @Test
  void whoWithdrewIsPassedOver() {
    ConnectionPermits permits = exhausted();
    ConnectionPermits.Waiter first = queued(permits, () -> granted.add("first"));
    permits.acquire(() -> granted.add("second"));

    assertThat(permits.withdraw(first)).isTrue();
    permits.release();

    assertThat(granted).containsExactly("second");
  }

  @Test
  void whoWasGrantedAlreadyCannotWithdraw() {
    ConnectionPermits permits = exhausted();
    ConnectionPermits.Waiter waiter = queued(permits, () -> granted.add("granted"));
    permits.release();

    assertThat(permits.withdraw(waiter)).isFalse();
  }

  /** One releases while the other withdraws: the permit goes to one of the two, never to none. */
  @Test
  void aReleaseThatMeetsAWithdrawalLosesNoPermit() throws Exception {
    for (int round = 0; round < 1_000; round++) {
      ConnectionPermits permits = exhausted();
      AtomicInteger grants = new AtomicInteger();
      ConnectionPermits.Waiter waiter = queued(permits, grants::incrementAndGet);
      CyclicBarrier together = new CyclicBarrier(2);
      Thread releasing =
          new Thread(
              () -> {
                meet(together);
                permits.release();
              });
      releasing.start();
      meet(together);

      boolean withdrawn = permits.withdraw(waiter);
      releasing.join();

      assertThat(grants.get()).isEqualTo(withdrawn ? 0 : 1);
      assertThat(permits.tryAcquire()).isEqualTo(withdrawn);
    }
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException broken) {
      throw new AssertionError(broken);
    }
  }

  private static ConnectionPermits.Waiter queued(ConnectionPermits permits, Runnable onGranted) {
    return Objects.requireNonNull(permits.acquire(onGranted));
  }

  private static ConnectionPermits exhausted() {
    ConnectionPermits permits = new ConnectionPermits(1);
    permits.tryAcquire();
    return permits;
  }
}
