package dev.bimgate.gateway.token.parse;

/** Untrusted text made safe to print: one short line of visible ASCII. */
public final class ShownText {

  private static final int MAX_LENGTH = 200;

  private ShownText() {}

  /** Escapes everything that could forge a line or hide one. */
  public static String of(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length() && shown.length() < MAX_LENGTH; i++) {
      char c = text.charAt(i);
      if (c >= 0x20 && c < 0x7f && c != '\\') {
        shown.append(c);
      } else {
        shown.append(String.format("\\u%04x", (int) c));
      }
    }
    return shown.length() < MAX_LENGTH ? shown.toString() : shown.append("...").toString();
  }
}
