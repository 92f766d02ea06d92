package dev.bimgate.sandbox.wire;

import java.util.SplittableRandom;
import java.util.function.Predicate;

/** Which requests go wrong, in which way, how often and by what luck; guarded by its Faults. */
final class FaultRule {

  private final Predicate<RecordedRequest> condition;
  private final Fault fault;
  private final double share;
  private final SplittableRandom random;
  private int timesLeft;

  /**
   * @param share of the requests that meet the condition, 0 to 1
   * @param seed of the luck by which they are chosen
   */
  FaultRule(Predicate<RecordedRequest> condition, Fault fault, int times, double share, long seed) {
    this.condition = condition;
    this.fault = fault;
    this.timesLeft = times;
    this.share = share;
    this.random = new SplittableRandom(seed);
  }

  Fault fault() {
    return fault;
  }

  boolean isSpent() {
    return timesLeft <= 0 || fault.isOver();
  }

  /** Whether this request goes wrong by this rule; if so, that counts. */
  boolean takes(RecordedRequest request) {
    if (!condition.test(request) || (share < 1 && random.nextDouble() >= share)) {
      return false;
    }
    timesLeft--;
    return true;
  }
}
