package dev.bimgate.sandbox;

import io.vertx.core.json.JsonObject;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** Which requests a fault affects, how often and at what probability; guarded by its Faults. */
final class FaultRule {

  private final String id;
  private final Predicate<RecordedRequest> condition;
  private final Fault fault;
  private final double share;
  private final SplittableRandom random;
  private final JsonObject words;
  private int timesLeft;
  private long used;

  /**
   * @param share of the matching requests, 0 to 1
   * @param seed of the random choice among them
   * @param words the rule as the control port shows it
   */
  FaultRule(
      String id,
      Predicate<RecordedRequest> condition,
      Fault fault,
      int times,
      double share,
      long seed,
      JsonObject words) {
    this.id = id;
    this.condition = condition;
    this.fault = fault;
    this.timesLeft = times;
    this.share = share;
    this.random = new SplittableRandom(seed);
    this.words = words;
  }

  String id() {
    return id;
  }

  Fault fault() {
    return fault;
  }

  boolean isSpent() {
    return timesLeft <= 0 || fault.isOver();
  }

  /** Whether this rule applies to the request; if so, that counts. */
  boolean takes(RecordedRequest request) {
    if (!condition.test(request) || (share < 1 && random.nextDouble() >= share)) {
      return false;
    }
    timesLeft--;
    used++;
    return true;
  }

  JsonObject json() {
    JsonObject json = new JsonObject().put("id", id).mergeIn(words).put("used", used);
    return timesLeft > Integer.MAX_VALUE / 2 ? json : json.put("left", timesLeft);
  }
}
