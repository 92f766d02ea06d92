package dev.bimgate.cache.http;

/** Tokens, the syntax of names (RFC 9110, section 5.6.2). */
public final class Tokens {

  private static final String MARKS = "!#$%&'*+-.^_`|~";

  private Tokens() {}

  /** Whether a text that is not empty is a token. */
  public static boolean isToken(String text) {
    return lengthAtStart(text) == text.length();
  }

  /** The length of the token at the start of a text. */
  public static int lengthAtStart(String text) {
    int length = 0;
    while (length < text.length() && isTokenChar(text.charAt(length))) {
      length++;
    }
    return length;
  }

  public static boolean isTokenChar(char c) {
    return isAlpha(c) || isDigit(c) || MARKS.indexOf(c) >= 0;
  }

  public static boolean isAlpha(char c) {
    return isLower(c) || (c >= 'A' && c <= 'Z');
  }

  public static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  public static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
