package dev.bimgate.gateway.limits;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What other gateways have learnt of a budget. It lowers what is left, until a later response here
 * says how much that is, and confirms nothing: a peer may have been wrong, and nobody is stopped on
 * a guess.
 *
 * <p>Not thread-safe. Times are epoch milliseconds.
 */
final class PeerBudget {

  /** Once in so long a user's budget is published, and looked for. */
  static final long INTERVAL_MILLIS = 1_000;

  /** After a response that contradicts a peer. */
  static final long IGNORED_MILLIS = 3_600_000;

  private @Nullable Integer remaining;
  private long receivedAtMillis;
  private long ignoredUntilMillis;
  private long lookedAtMillis;

  /** When what was last published had been learnt. */
  private long publishedMillis;

  /** Whether to look for what peers have learnt: then that counts as done. */
  boolean isLookupDue(long nowMillis) {
    boolean due = isOver(lookedAtMillis, nowMillis);
    lookedAtMillis = due ? nowMillis : lookedAtMillis;
    return due;
  }

  /** What peers should know of a window: nothing if one of them knows better. */
  Optional<SharedBudget> toPublish(BudgetWindow window, long nowMillis) {
    long learntAt = window.learntAtMillis();
    if (remaining != null || !window.isKnown(nowMillis) || !isOver(publishedMillis, learntAt)) {
      return Optional.empty();
    }
    publishedMillis = learntAt;
    return Optional.of(
        new SharedBudget(window.limit(), window.remaining(), learntAt, window.resetAtMillis()));
  }

  /** Takes what a peer has learnt, if it is of the same window and less than is known here. */
  void learn(SharedBudget said, BudgetWindow window, long nowMillis) {
    boolean isSameWindow =
        window.isKnown(nowMillis)
            && nowMillis < said.resetAtMillis()
            && said.limit() == window.limit()
            && said.learntAtMillis() >= window.begunAtMillis();
    if (isSameWindow && nowMillis >= ignoredUntilMillis && said.remaining() < remaining(window)) {
      remaining = said.remaining();
      receivedAtMillis = nowMillis;
    }
  }

  /** A response has come: it counts if its call was sent later. */
  void responded(BudgetWindow before, BudgetWindow after, long sentAtMillis, long nowMillis) {
    Integer said = remaining;
    if (said == null || after.equals(before)) {
      return;
    }
    boolean isReset = after.begunAtMillis() != before.begunAtMillis();
    if (isReset || sentAtMillis >= receivedAtMillis) {
      remaining = null;
      ignoredUntilMillis =
          !isReset && after.remaining() > said ? nowMillis + IGNORED_MILLIS : ignoredUntilMillis;
    }
  }

  /** What is left of a window, by whoever knows of less. */
  int remaining(BudgetWindow window) {
    Integer said = remaining;
    return said == null ? window.remaining() : Math.min(said, window.remaining());
  }

  /** A clock that was set back ends it, too. */
  private static boolean isOver(long sinceMillis, long nowMillis) {
    return Math.abs(nowMillis - sinceMillis) >= INTERVAL_MILLIS;
  }
}
