package dev.bimgate.gateway.token;

/** The character classes of a credential (RFC 9110, 5.6.2 and 11.2), as tables. */
final class CredentialChars {

  private static final boolean[] SCHEME_NAME = lettersDigitsAnd("!#$%&'*+-.^_`|~");
  private static final boolean[] TOKEN68 = lettersDigitsAnd("-._~+/");

  private CredentialChars() {}

  /** Whether the first characters of the value are a {@code token}. */
  static boolean isSchemeName(String value, int end) {
    return allIn(SCHEME_NAME, value, 0, end);
  }

  /** Whether the rest of the value is a {@code token68}: one character at least, then any '='. */
  static boolean isToken68(String value, int start) {
    int end = value.length();
    while (end > start && value.charAt(end - 1) == '=') {
      end--;
    }
    return end > start && allIn(TOKEN68, value, start, end);
  }

  private static boolean allIn(boolean[] table, String value, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = value.charAt(i);
      if (c >= table.length || !table[c]) {
        return false;
      }
    }
    return true;
  }

  private static boolean[] lettersDigitsAnd(String others) {
    boolean[] table = new boolean[128];
    for (char c = 0; c < table.length; c++) {
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      table[c] = letter || (c >= '0' && c <= '9') || others.indexOf(c) >= 0;
    }
    return table;
  }
}
