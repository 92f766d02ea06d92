package dev.bimgate.gateway.context.http;

import dev.bimgate.cache.model.Header;

/** The characters of header names and values, for every version of HTTP (RFC 9110, section 5). */
public final class HttpSyntax {

  private static final boolean[] OF_TOKEN = lettersDigitsAnd("!#$%&'*+-.^_`|~");

  private HttpSyntax() {}

  /** A table of ASCII, true for letters, digits and these. */
  public static boolean[] lettersDigitsAnd(String others) {
    boolean[] table = new boolean[128];
    for (char c = 0; c < table.length; c++) {
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      table[c] = letter || (c >= '0' && c <= '9') || others.indexOf(c) >= 0;
    }
    return table;
  }

  /** True for a character of a token: of a method or a header name (RFC 9110, section 5.6.2). */
  public static boolean isTokenChar(int c) {
    return c >= 0 && c < OF_TOKEN.length && OF_TOKEN[c];
  }

  public static boolean isToken(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isTokenChar(text.charAt(i))) {
        return false;
      }
    }
    return text.length() > 0;
  }

  /** The rule of {@link Header#isValueChar}, for what arrives. */
  public static boolean isValueChar(int c) {
    return Header.isValueChar(c);
  }

  /** True for a character of a request target: visible, and no {@code #}. */
  public static boolean isTargetChar(int c) {
    return c >= 0x21 && c <= 0x7e && c != '#';
  }
}
