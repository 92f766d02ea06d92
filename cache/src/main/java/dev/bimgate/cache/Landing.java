package dev.bimgate.cache;

import org.jspecify.annotations.Nullable;

/** How a flight ended, for everybody who waited for it. */
sealed interface Landing {

  /**
   * With an answer.
   *
   * @param held the kept list; null if the answer is not kept
   * @param outcome what it is to the starter
   * @param stored whether this flight has put {@code held} there
   * @param upstreamStatus 0 if upstream was not asked
   * @param forward why upstream was asked
   */
  record Answered(
      ListAnswer answer,
      @Nullable Held held,
      LookupOutcome outcome,
      boolean stored,
      int upstreamStatus,
      Forward forward)
      implements Landing {

    /** Whether a list that may be stale is better than this answer (RFC 5861, section 4). */
    boolean isFailing() {
      return held == null && Statuses.isFailing(answer.status());
    }
  }

  /**
   * With a failure of the source.
   *
   * @param forward why upstream was asked
   */
  record Failed(Throwable cause, Forward forward) implements Landing {}

  /** With an answer for the starter alone. */
  record Unshared() implements Landing {}
}
