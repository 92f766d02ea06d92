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

  /**
   * Whether a text can be a value: one octet a character, and no control but a tab (RFC 9110,
   * section 5.5).
   */
  static boolean isValue(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean control = (c < ' ' && c != '\t') || c == 0x7f;
      if (control || c > 0xff) {
        return false;
      }
    }
    return true;
  }
}
