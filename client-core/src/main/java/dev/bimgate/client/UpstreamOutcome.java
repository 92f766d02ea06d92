package dev.bimgate.client;

/** How a call to Bimplus ended; the tag of its meter. */
public enum UpstreamOutcome {
  /** A complete response with a status below 400. */
  SUCCEEDED,
  /** A complete response with a status from 400 to 499. */
  CLIENT_ERROR,
  /** A complete response with a status from 500 to 599. */
  SERVER_ERROR,
  /** {@link UpstreamFailure#UNREACHABLE}. */
  UNREACHABLE,
  /** {@link UpstreamFailure#POOL_EXHAUSTED}. */
  POOL_EXHAUSTED,
  /** {@link UpstreamFailure#TIMEOUT}. */
  TIMEOUT,
  /** {@link UpstreamFailure#STALLED}. */
  STALLED,
  /** {@link UpstreamFailure#DISCONNECTED}. */
  DISCONNECTED,
  /** {@link UpstreamFailure#MALFORMED}. */
  MALFORMED,
  /** {@link UpstreamFailure#CANCELLED}. */
  CANCELLED;

  static UpstreamOutcome ofStatus(int status) {
    if (status < 400) {
      return SUCCEEDED;
    }
    return status < 500 ? CLIENT_ERROR : SERVER_ERROR;
  }

  /**
   * The outcome of a failed call.
   *
   * @throws IllegalArgumentException for a rejection, which is no call to Bimplus
   */
  static UpstreamOutcome of(UpstreamFailure failure) {
    return switch (failure) {
      case UNREACHABLE -> UNREACHABLE;
      case POOL_EXHAUSTED -> POOL_EXHAUSTED;
      case TIMEOUT -> TIMEOUT;
      case STALLED -> STALLED;
      case DISCONNECTED -> DISCONNECTED;
      case MALFORMED -> MALFORMED;
      case CANCELLED -> CANCELLED;
      case SHARE_USED, UNAVAILABLE -> throw new IllegalArgumentException(failure.name());
    };
  }
}
