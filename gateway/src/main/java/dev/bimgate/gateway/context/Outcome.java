package dev.bimgate.gateway.context;

/** How a request ended, and whose doing it was; independent of the HTTP status. */
public enum Outcome {
  /** Served from the cache, without waiting for Bimplus. */
  CACHED,
  /**
   * Served from the cache because the list's last load failed, whether this request waited for that
   * load or came later.
   */
  CACHED_AFTER_FAILURE,
  /** Bimplus responded during this request, with any status. */
  UPSTREAM,
  /** The gateway itself responded, as intended. */
  GATEWAY,
  /** The client's fault: headers, path or method cannot be served. */
  REFUSED_REQUEST,
  /** The client's fault: no credential, or none that is accepted. */
  REFUSED_CREDENTIAL,
  /** The client's doing: it made more calls than a limit of the gateway allows. */
  LIMITED,
  /** The issuer's fault: the keys that verify the token are unavailable. */
  ISSUER_UNAVAILABLE,
  /** The gateway's fault: it had no room for the request. */
  OVERLOADED,
  /** Bimplus's fault: no connection could be opened. */
  UPSTREAM_UNREACHABLE,
  /** Bimplus's fault: it did not respond in time. */
  UPSTREAM_TIMEOUT,
  /** Bimplus's fault: its response was malformed or ended early. */
  UPSTREAM_BROKEN,
  /**
   * Bimplus's fault: it does not respond at present, so the request was not sent; or a response
   * that the gateway itself needed was 429 or 5xx.
   */
  UPSTREAM_UNAVAILABLE,
  /**
   * The gateway's shutdown: rejected while it drains, or reset at the end of the shutdown timeout.
   */
  DRAINED,
  /** The fault of Valkey, or of the network to it: the gateway is isolated from its peers. */
  ISOLATED,
  /** The client left before its response was complete. */
  CLIENT_GONE,
  /** The gateway's fault: a defect. */
  FAILED;

  private final String label = Labels.of(this);

  /** True when the request did not end as it should have. */
  public boolean isFault() {
    return switch (this) {
      case ISSUER_UNAVAILABLE,
          OVERLOADED,
          UPSTREAM_UNREACHABLE,
          UPSTREAM_TIMEOUT,
          UPSTREAM_BROKEN,
          UPSTREAM_UNAVAILABLE,
          DRAINED,
          ISOLATED ->
          true;
      default -> false;
    };
  }

  public String label() {
    return label;
  }
}
