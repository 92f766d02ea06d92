package dev.bimgate.gateway.context;

/** The characters of field names and values, for every version of HTTP (RFC 9110, section 5). */
public final class FieldChars {

  private static final boolean[] OF_TOKEN = new boolean[256];

  static {
    for (char c = 'a'; c <= 'z'; c++) {
      OF_TOKEN[c] = true;
      OF_TOKEN[Character.toUpperCase(c)] = true;
    }
    for (char c = '0'; c <= '9'; c++) {
      OF_TOKEN[c] = true;
    }
    for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
      OF_TOKEN[c] = true;
    }
  }

  private FieldChars() {}

  /** True for a character of a token: of a method, a field name (RFC 9110, section 5.6.2). */
  public static boolean isTokenChar(int c) {
    return c >= 0 && c < 256 && OF_TOKEN[c];
  }

  /** True for a token: one such character or more. */
  public static boolean isToken(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isTokenChar(text.charAt(i))) {
        return false;
      }
    }
    return text.length() > 0;
  }

  /**
   * True for a character that may stand in a field value (RFC 9110, section 5.5): visible ones,
   * spaces, tabs, and bytes above 0x7f, told as characters up to 0xff.
   */
  public static boolean isValueChar(int c) {
    return c >= 0x20 ? c != 0x7f && c <= 0xff : c == '\t';
  }

  /** True for a character that may stand in a request target: visible, and no {@code #}. */
  public static boolean isTargetChar(int c) {
    return c >= 0x21 && c <= 0x7e && c != '#';
  }
}
