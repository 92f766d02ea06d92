package dev.bimgate.gateway.redaction;

/**
 * A body that cannot be read with certainty, so that nothing more of it may go on.
 *
 * <p>It has no stack trace, being an expected failure, and quotes nothing of the body.
 */
public final class MalformedBodyException extends Exception {

  public enum Fault {
    /** A byte that RFC 8259 does not allow at its place. */
    NOT_JSON("not JSON"),
    /** More than 512 nested arrays and objects. */
    TOO_DEEP("nested too deeply"),
    /** The body ended before its document did. */
    CUT_SHORT("cut short"),
    /** Bytes that RFC 1952 does not allow, or that do not match their check sum. */
    NOT_GZIP("not gzip"),
    /** Something other than JSON that contains the name of a member to remove. */
    NAME_IN_OTHER_FORM("a redacted name in something other than JSON");

    private final String words;

    Fault(String words) {
      this.words = words;
    }
  }

  private final Fault fault;

  MalformedBodyException(Fault fault) {
    super("body of upstream: " + fault.words, null, false, false);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
