package dev.bimgate.gateway.context;

/** How a request ended, and whose doing it was; independent of the HTTP status. */
public enum Outcome {
  /** Answered from the cache, without waiting for Bimplus. */
  CACHED,
  /**
   * Answered from the cache because the list's last load failed, whether this request waited for
   * that load or came later.
   */
  CACHED_AFTER_FAILURE,
  /** Answered by Bimplus during this request, whatever its status. */
  UPSTREAM,
  /** Answered by the gateway itself, as it should be. */
  GATEWAY,
  /** The client's fault: head, path or method cannot be served. */
  REFUSED_REQUEST,
  /** The client's fault: no credential, or none that is accepted. */
  REFUSED_CREDENTIAL,
  /** The issuer's fault: the keys that would verify the token cannot be had. */
  ISSUER_UNAVAILABLE,
  /** The gateway's fault: it had no room for the request. */
  OVERLOADED,
  /** Bimplus's fault: no connection could be had. */
  UPSTREAM_UNREACHABLE,
  /** Bimplus's fault: it did not answer in time. */
  UPSTREAM_TIMEOUT,
  /** Bimplus's fault: its answer was out of form or broke off. */
  UPSTREAM_BROKEN,
  /** Bimplus's fault: it said that it cannot answer now (429, 5xx) what the gateway had to ask. */
  UPSTREAM_UNAVAILABLE,
  /**
   * The gateway's own end: refused while it finishes, or cut off when the time for that is over.
   */
  DRAINED,
  /** The client left before its answer was complete. */
  CLIENT_GONE,
  /** The gateway's fault: a defect. */
  FAILED;

  private final String label = Words.of(this);

  /** True when the answer did not become what it should have been. */
  public boolean isFault() {
    return switch (this) {
      case ISSUER_UNAVAILABLE,
          OVERLOADED,
          UPSTREAM_UNREACHABLE,
          UPSTREAM_TIMEOUT,
          UPSTREAM_BROKEN,
          UPSTREAM_UNAVAILABLE,
          DRAINED ->
          true;
      default -> false;
    };
  }

  /** The value in tags and log lines. */
  public String label() {
    return label;
  }
}
