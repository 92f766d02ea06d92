package dev.bimgate.gateway.context.target;

/** Why a request target is not served. */
public enum TargetError {
  /** A byte outside RFC 3986, or a broken percent escape. */
  BAD_CHARACTER("The path holds a character or a percent escape that RFC 3986 does not allow."),
  /** A {@code .} or {@code ..} segment, plain or encoded. */
  DOT_SEGMENT("The path holds a dot segment."),
  /** An encoded slash, backslash, NUL or control character, or a raw backslash. */
  HIDDEN_SEPARATOR("The path holds a backslash, or an encoded slash, backslash or control."),
  /** A {@code ;} in a segment. */
  PATH_PARAMETER("The path holds a semicolon."),
  /** Two slashes in a row. */
  EMPTY_SEGMENT("The path holds an empty segment."),
  /** A byte of the query outside 0x21 to 0x7e, or {@code #} or {@code \}. */
  BAD_QUERY("The query holds a character that is not allowed."),
  /** Neither a path of our own, nor below {@code /v2} a team or a known resource. */
  UNKNOWN("Nothing is served at this path.");

  private final String sentence;

  TargetError(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
