package dev.bimgate.gateway.observe;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The form of a line of the request log. Lines are ASCII, whatever the values hold. */
enum LineForm {

  /** {@code key=value}, separated by spaces; what could forge a line or a key is {@code _}. */
  TEXT {
    @Override
    void begin(StringBuilder out, CharSequence time, String level, String message) {
      out.append(time).append(' ').append(message);
    }

    @Override
    void key(StringBuilder out, String key) {
      out.append(' ').append(key).append('=');
    }

    @Override
    void append(StringBuilder out, char c, boolean lone) {
      out.append(isPlain(c) ? c : '_');
    }

    @Override
    boolean isPlain(char c) {
      return c > 0x20 && c < 0x7f && c != '"';
    }

    @Override
    void end(StringBuilder out) {
      out.append('\n');
    }
  },

  /** A JSON object (RFC 8259). */
  JSON {
    @Override
    void begin(StringBuilder out, CharSequence time, String level, String message) {
      out.append("{\"timestamp\":\"").append(time);
      out.append("\",\"level\":\"").append(level);
      out.append("\",\"message\":\"").append(message).append('"');
    }

    @Override
    void key(StringBuilder out, String key) {
      out.append(",\"").append(key).append("\":");
    }

    @Override
    void quote(StringBuilder out) {
      out.append('"');
    }

    @Override
    void append(StringBuilder out, char c, boolean lone) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (isPlain(c)) {
        out.append(c);
      } else {
        out.append("\\u").append(HexFormat.of().toHexDigits(lone ? '\ufffd' : c));
      }
    }

    @Override
    boolean isPlain(char c) {
      return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
    }

    @Override
    void end(StringBuilder out) {
      out.append("}\n");
    }
  };

  /** Values of outside origin are cut after so many characters. */
  static final int MAX_VALUE_LENGTH = 256;

  /** Begins a line. */
  abstract void begin(StringBuilder out, CharSequence time, String level, String message);

  /** Appends a key; a number or a value follows. */
  abstract void key(StringBuilder out, String key);

  abstract void end(StringBuilder out);

  /** Whether a character of a value stands for itself. */
  abstract boolean isPlain(char c);

  /**
   * Appends a character of a value.
   *
   * @param lone whether it is half of a surrogate pair, which no JSON text may hold (RFC 8259,
   *     section 8.2)
   */
  abstract void append(StringBuilder out, char c, boolean lone);

  void quote(StringBuilder out) {}

  /** Appends a key with a value of letters, digits, {@code _} and {@code -}; nothing if none. */
  final void word(StringBuilder out, String key, @Nullable String word) {
    if (word != null) {
      key(out, key);
      quote(out);
      out.append(word);
      quote(out);
    }
  }

  /** Appends a key with a value of outside origin, truncated; nothing if there is none. */
  final void value(StringBuilder out, String key, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return;
    }
    key(out, key);
    quote(out);
    int length = Math.min(value.length(), MAX_VALUE_LENGTH);
    int plain = 0;
    while (plain < length && isPlain(value.charAt(plain))) {
      plain++;
    }
    if (plain == value.length()) {
      // Nearly all values. A part is appended character by character.
      out.append(value);
    } else {
      out.append(value, 0, plain);
    }
    for (int i = plain; i < length; i++) {
      append(out, value.charAt(i), isLone(value, i, length));
    }
    quote(out);
  }

  private static boolean isLone(String value, int i, int length) {
    char c = value.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == length || !Character.isLowSurrogate(value.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
  }
}
