package dev.bimgate.cache;

import org.jspecify.annotations.Nullable;

/** How a flight ended, for everybody who waited for it. */
sealed interface Landing {

  /** Whether a list that may be stale is better than this (RFC 5861, section 4). */
  boolean isFailing();

  /** 0 if upstream was not asked, or gave no answer. */
  int upstreamStatus();

  /** Why upstream was asked. */
  Forward forward();

  /**
   * With an answer.
   *
   * @param held the kept list; null if the answer is not kept
   * @param outcome what it is to the starter
   */
  record Answered(
      ListAnswer answer,
      @Nullable StoredResponse held,
      LookupOutcome outcome,
      int upstreamStatus,
      Forward forward)
      implements Landing {

    /** Whether this flight has put {@code held} there. */
    boolean isStored() {
      return held != null && outcome != LookupOutcome.HIT;
    }

    @Override
    public boolean isFailing() {
      return held == null && Statuses.isFailing(answer.status());
    }
  }

  /** With a failure of the source, or a refusal that cannot be told. */
  record Failed(Throwable cause, int upstreamStatus, Forward forward) implements Landing {

    @Override
    public boolean isFailing() {
      return !Statuses.isRefusing(upstreamStatus);
    }
  }

  /** With an answer for the starter alone. */
  record Unshared(int upstreamStatus, Forward forward) implements Landing {

    @Override
    public boolean isFailing() {
      return Statuses.isFailing(upstreamStatus);
    }
  }
}
