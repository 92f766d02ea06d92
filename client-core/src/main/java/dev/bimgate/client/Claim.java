package dev.bimgate.client;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A call that wants a permit of {@link FairPermits}; compared by identity, and used once. */
final class Claim {

  final Share.Key key;
  final Waiter waiter;
  long arrival;
  @Nullable Share share;

  /**
   * A claim that has not been made.
   *
   * @param party who shares the permits of the class; null: nobody in particular
   */
  Claim(CallClass callClass, @Nullable Object party, Waiter waiter) {
    this.key = new Share.Key(callClass, party == null ? this : party);
    this.waiter = waiter;
  }

  /** How a claim that waits ends, unless it is withdrawn; called once, on any thread. */
  interface Waiter {
    void granted();

    /** {@link FairPermits#clear} has removed it. */
    void cleared();
  }

  /** The share that it has been made to. */
  Share share() {
    return Objects.requireNonNull(share, "not taken yet");
  }
}
