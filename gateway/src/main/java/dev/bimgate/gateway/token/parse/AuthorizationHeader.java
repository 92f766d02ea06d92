package dev.bimgate.gateway.token.parse;

import dev.bimgate.gateway.context.http.HttpSyntax;
import dev.bimgate.gateway.token.result.RejectionReason;
import java.util.List;

/** A parsed {@code Authorization} header (RFC 9110, 11.4; RFC 6750, 2.1); the token is not read. */
public sealed interface AuthorizationHeader {

  /** The longest token, in characters. */
  int MAX_LENGTH = 8_192;

  /**
   * The token of a supported scheme; both schemes mean the same.
   *
   * @param field the whole value, so that a cached token costs no copy
   * @param start where the token begins
   */
  record Token(String field, int start) implements AuthorizationHeader {

    private static final boolean[] TOKEN68 = HttpSyntax.lettersDigitsAnd("-._~+/");

    public int length() {
      return field.length() - start;
    }

    /**
     * Whether it is a {@code token68}: one character at least, then any '=' (RFC 9110, 11.2). Not
     * part of {@link #read}, because it costs as much as the digest and a cached token has been
     * checked.
     */
    public boolean isToken68() {
      int end = field.length();
      while (end > start && field.charAt(end - 1) == '=') {
        end--;
      }
      for (int i = start; i < end; i++) {
        char c = field.charAt(i);
        if (c >= TOKEN68.length || !TOKEN68[c]) {
          return false;
        }
      }
      return end > start;
    }

    public String text() {
      return field.substring(start);
    }

    /** A copy of its bytes. */
    byte[] bytes() {
      byte[] bytes = new byte[length()];
      copyTo(bytes);
      return bytes;
    }

    /** Copies its bytes to the beginning of an array. */
    @SuppressWarnings(
        "deprecation") // header values hold bytes as characters, so the low bytes are all there is
    void copyTo(byte[] bytes) {
      field.getBytes(start, field.length(), bytes, 0);
    }

    /** Never the token. */
    @Override
    public String toString() {
      return "Token[redacted]";
    }
  }

  /** No token under a supported scheme. */
  record None(RejectionReason cause) implements AuthorizationHeader {}

  /** Parses all values of the header, as many as the request has. */
  static AuthorizationHeader read(List<String> values) {
    if (values.isEmpty()) {
      return new None(RejectionReason.ABSENT);
    }
    if (values.size() > 1) {
      return new None(RejectionReason.MALFORMED_FIELD);
    }
    String value = values.get(0);
    int space = value.indexOf(' ');
    if (isScheme(value, space, "Bearer") || isScheme(value, space, "BimPlus")) {
      return new Token(value, space + 1);
    }
    boolean other = space > 0 && HttpSyntax.isToken(value.substring(0, space));
    return new None(other ? RejectionReason.UNKNOWN_SCHEME : RejectionReason.MALFORMED_FIELD);
  }

  private static boolean isScheme(String value, int length, String scheme) {
    return length == scheme.length() && value.regionMatches(true, 0, scheme, 0, length);
  }
}
