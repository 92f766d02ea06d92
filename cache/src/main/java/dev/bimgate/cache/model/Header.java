package dev.bimgate.cache.model;

import dev.bimgate.cache.http.Tokens;

/**
 * One header line of a response. Any is valid, so that it can be written without another check.
 *
 * @param name as it is written to clients; compared without regard to case
 * @param value of the header
 */
public record Header(String name, String value) {

  /**
   * A header line.
   *
   * @throws IllegalArgumentException if the name is no token, or the value could end the line
   */
  public Header {
    if (name.isEmpty() || !Tokens.isToken(name) || !isValue(value)) {
      throw new IllegalArgumentException("a malformed header");
    }
  }

  private static boolean isValue(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isValueChar(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * True for a character of a header value (RFC 9110, section 5.5): visible ones, spaces, tabs, and
   * bytes above 0x7f as characters up to 0xff.
   */
  public static boolean isValueChar(int c) {
    return c >= 0x20 ? c != 0x7f && c <= 0xff : c == '\t';
  }
}
