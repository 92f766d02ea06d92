package dev.bimgate.client;

/** How a call to Bimplus ended; the tag of its meter. */
public enum UpstreamOutcome {
  /** A whole answer with a status below 400. */
  SUCCEEDED,
  /** A whole answer with a status from 400 to 499. */
  REFUSED,
  /** A whole answer with a status from 500 to 599. */
  FAILED,
  /** {@link UpstreamFailure#UNREACHABLE}. */
  UNREACHABLE,
  /** {@link UpstreamFailure#POOL_EXHAUSTED}. */
  POOL_EXHAUSTED,
  /** {@link UpstreamFailure#LATE}. */
  LATE,
  /** {@link UpstreamFailure#STALLED}. */
  STALLED,
  /** {@link UpstreamFailure#BROKEN_OFF}. */
  BROKEN_OFF,
  /** {@link UpstreamFailure#MALFORMED}. */
  MALFORMED,
  /** {@link UpstreamFailure#CANCELLED}. */
  CANCELLED;

  static UpstreamOutcome ofStatus(int status) {
    if (status < 400) {
      return SUCCEEDED;
    }
    return status < 500 ? REFUSED : FAILED;
  }

  static UpstreamOutcome of(UpstreamFailure failure) {
    return switch (failure) {
      case UNREACHABLE -> UNREACHABLE;
      case POOL_EXHAUSTED -> POOL_EXHAUSTED;
      case LATE -> LATE;
      case STALLED -> STALLED;
      case BROKEN_OFF -> BROKEN_OFF;
      case MALFORMED -> MALFORMED;
      case CANCELLED -> CANCELLED;
    };
  }
}
