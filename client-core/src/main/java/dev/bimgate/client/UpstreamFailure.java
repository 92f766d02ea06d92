package dev.bimgate.client;

/**
 * Why a call to Bimplus brought no whole answer: a closed list, each with a sentence to show.
 *
 * <p>An answer with an error status is no failure in this sense; it passes as it is.
 */
public enum UpstreamFailure {
  /** No connection came about: refused, no route, no such host, no handshake, connect-timeout. */
  UNREACHABLE("Bimplus cannot be reached."),

  /** All connections stayed in use for the whole of pool-max-wait. Nothing was sent. */
  POOL_EXHAUSTED("No connection to Bimplus became free in time."),

  /** The head of the answer, or a whole list, did not come within its time. */
  LATE("Bimplus did not answer in time."),

  /** No byte moved for the whole of idle-timeout although we were ready for one. */
  STALLED("Bimplus stopped taking or sending bytes."),

  /** The connection ended before the answer did. */
  BROKEN_OFF("Bimplus broke the connection off."),

  /**
   * What came is no answer to our request: a head that cannot be decoded, an interim status other
   * than 100 and 103, an upgrade nobody asked for, a status outside 200 to 599.
   */
  MALFORMED("Bimplus sent something that is no valid answer."),

  /** The caller gave the call up, or the body to send ended early or late. */
  CANCELLED("The call was given up by its caller.");

  private final String sentence;

  UpstreamFailure(String sentence) {
    this.sentence = sentence;
  }

  /** One sentence in plain words that holds nothing of the upstream's insides. */
  public String sentence() {
    return sentence;
  }
}
