package dev.bimgate.cache;

import org.jspecify.annotations.Nullable;

/** What a fetch came to, for everybody who waited for it. */
sealed interface FetchResult {

  /** Whether a response that may be stale is better than this (RFC 5861, section 4). */
  boolean isFailing();

  /** 0 if upstream was not asked, or did not respond. */
  int upstreamStatus();

  /** Why upstream was asked. */
  Forward forward();

  /**
   * A complete response.
   *
   * @param held the stored response; null if it is not stored
   * @param outcome what it is to the starter
   */
  record Answered(
      ListAnswer answer,
      @Nullable StoredResponse held,
      LookupOutcome outcome,
      int upstreamStatus,
      Forward forward)
      implements FetchResult {

    /** Whether this fetch has put {@code held} there. */
    boolean isStored() {
      return held != null && outcome != LookupOutcome.HIT;
    }

    @Override
    public boolean isFailing() {
      return held == null && Statuses.isFailing(answer.status());
    }
  }

  /** A failure of the origin, or a rejection that cannot be read. */
  record Failed(Throwable cause, int upstreamStatus, Forward forward) implements FetchResult {

    @Override
    public boolean isFailing() {
      return !Statuses.isRefusing(upstreamStatus);
    }
  }

  /** A response for the starter alone. */
  record Unshared(int upstreamStatus, Forward forward) implements FetchResult {

    @Override
    public boolean isFailing() {
      return Statuses.isFailing(upstreamStatus);
    }
  }
}
