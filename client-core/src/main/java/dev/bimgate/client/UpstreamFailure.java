package dev.bimgate.client;

/**
 * Why a call to Bimplus has no complete response: a closed list, each with a sentence to show.
 *
 * <p>A response with an error status is no failure in this sense; it is forwarded.
 */
public enum UpstreamFailure {
  /** No connection: it was refused, no route, no such host, no handshake, connect-timeout. */
  UNREACHABLE("Bimplus cannot be reached."),

  /**
   * All connections were in use for the whole of pool-max-wait, or too many calls waited for one.
   * Nothing was sent.
   */
  POOL_EXHAUSTED("No connection to Bimplus became free in time."),

  /** The same, and the party's own calls hold two connections or more. Nothing was sent. */
  SHARE_USED("Too many requests of this user or address are in progress."),

  /**
   * Bimplus does not respond to calls like this, and a breaker is open or the wait for a connection
   * was in vain. Nothing was sent.
   */
  UNAVAILABLE("Bimplus does not respond at present."),

  /**
   * The response headers, or a complete list, did not arrive within the timeout; or before it,
   * while Bimplus responded to nothing, or only to what was sent later.
   */
  TIMEOUT("Bimplus did not respond in time."),

  /** No byte moved for the whole of idle-timeout although this side was ready for one. */
  STALLED("Bimplus stopped taking or sending bytes."),

  /** The connection ended before the response was complete. */
  DISCONNECTED("Bimplus closed the connection before its response was complete."),

  /**
   * The response is invalid: headers that cannot be decoded, an interim status other than 100 and
   * 103, an upgrade without a request for one, a status outside 200 to 599.
   */
  MALFORMED("Bimplus sent an invalid response."),

  /** The caller cancelled the call, or the body to send ended early or late. */
  CANCELLED("The caller cancelled the call.");

  private final String sentence;

  UpstreamFailure(String sentence) {
    this.sentence = sentence;
  }

  /**
   * Whether a breaker or the party's share rejected the call, at once or after its wait for a
   * connection: it is no call to Bimplus then. {@link #POOL_EXHAUSTED} is one, which failed: the
   * pool is too small for what is called, and fewer calls relieve it.
   */
  public boolean isRejection() {
    return this == SHARE_USED || this == UNAVAILABLE;
  }

  /** Whether Bimplus has received nothing of the call. */
  public boolean isUnsent() {
    return isRejection() || this == UNREACHABLE || this == POOL_EXHAUSTED;
  }

  /** Whether a call that fails so before its response has failed because of Bimplus. */
  boolean isOfBimplus() {
    return switch (this) {
      case UNREACHABLE, TIMEOUT, STALLED, DISCONNECTED, MALFORMED -> true;
      case POOL_EXHAUSTED, SHARE_USED, UNAVAILABLE, CANCELLED -> false;
    };
  }

  /** One sentence for users, without internals of the upstream. */
  public String sentence() {
    return sentence;
  }
}
