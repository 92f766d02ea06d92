package dev.bimgate.deployment.faults;

import dev.bimgate.sandbox.Sandbox;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** Whole servers away for some seconds, and keys that change, one after the other by a seed. */
final class Weather {

  private final Sandbox sandbox;
  private final Random random;
  private final Tally tally;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile KeysInUse keys = new KeysInUse(0, System.nanoTime());

  /** Which keys sign, counted from 0, and since when. */
  record KeysInUse(int generation, long sinceNanos) {}

  Weather(Sandbox sandbox, long seed, Tally tally) {
    this.sandbox = sandbox;
    this.random = new Random(seed);
    this.tally = tally;
  }

  KeysInUse keys() {
    return keys;
  }

  /**
   * Goes on until it is stopped; then both servers are on.
   *
   * @param everybodyHas whether all callers have tokens of these keys
   */
  void blow(IntPredicate everybodyHas) {
    try {
      for (int turn = 0; isOnAfter(3_000 + random.nextInt(5_000)); turn++) {
        switch (turn % 4) {
          case 0 -> bimplusOff();
          case 1 -> rotate();
          case 2 -> issuerOff();
          default -> withdraw(everybodyHas);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sandbox.bimplus().switchOn();
      sandbox.issuer().switchOn();
    }
  }

  void stop() {
    stopped.countDown();
  }

  private void bimplusOff() throws InterruptedException {
    tally.count("weather", "bimplus off");
    sandbox.bimplus().switchOff();
    isOnAfter(500 + random.nextInt(3_000));
    sandbox.bimplus().switchOn();
  }

  private void issuerOff() throws InterruptedException {
    tally.count("weather", "issuer off");
    sandbox.issuer().switchOff();
    isOnAfter(3_000 + random.nextInt(5_000));
    sandbox.issuer().switchOn();
  }

  /** Runs what signs with the keys that it is given: meanwhile they stay in use. */
  synchronized void underTheseKeys(Consumer<KeysInUse> signing) {
    signing.accept(keys);
  }

  private synchronized void rotate() {
    tally.count("weather", "keys rotated");
    sandbox.tokens().rotateKeys();
    keys = new KeysInUse(keys.generation() + 1, System.nanoTime());
  }

  private void withdraw(IntPredicate everybodyHas) {
    if (everybodyHas.test(keys.generation())) {
      tally.count("weather", "keys withdrawn");
      sandbox.tokens().withdrawKeys();
    }
  }

  /** Waits as long as the weather lasts; false when it has been stopped. */
  private boolean isOnAfter(int millis) throws InterruptedException {
    return !stopped.await(millis, TimeUnit.MILLISECONDS);
  }
}
