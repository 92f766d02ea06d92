package dev.bimgate.cache.rules;

/** Tokens, the form of names (RFC 9110, section 5.6.2). */
final class Tokens {

  private static final String MARKS = "!#$%&'*+-.^_`|~";

  private Tokens() {}

  /** Whether a text that is not empty is a token. */
  static boolean isToken(String text) {
    return lengthAtStart(text) == text.length();
  }

  /** How many characters of the text, from its start, belong to a token. */
  static int lengthAtStart(String text) {
    int length = 0;
    while (length < text.length() && isTokenChar(text.charAt(length))) {
      length++;
    }
    return length;
  }

  static boolean isTokenChar(char c) {
    return isAlpha(c) || isDigit(c) || MARKS.indexOf(c) >= 0;
  }

  static boolean isAlpha(char c) {
    return isLower(c) || (c >= 'A' && c <= 'Z');
  }

  static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
