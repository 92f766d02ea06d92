package dev.bimgate.client;

/**
 * Why a call to Bimplus has no complete response: a closed list, each with a sentence to show.
 *
 * <p>A response with an error status is no failure in this sense; it is forwarded.
 */
public enum UpstreamFailure {
  /** No connection: it was refused, no route, no such host, no handshake, connect-timeout. */
  UNREACHABLE("Bimplus cannot be reached."),

  /** All connections were in use for the whole of pool-max-wait. Nothing was sent. */
  POOL_EXHAUSTED("No connection to Bimplus became free in time."),

  /** The response headers, or a complete list, did not arrive within the timeout. */
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

  /** One sentence for users, without internals of the upstream. */
  public String sentence() {
    return sentence;
  }
}
