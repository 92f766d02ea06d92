package dev.bimgate.gateway.redaction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;

/**
 * A random legal document, written twice at once: in full, and redacted.
 *
 * <p>A second implementation of {@link JsonRedactor}, which knows what to remove before writing it.
 */
final class RandomDocument {

  private static final String[] SPACES = {"", "", "", " ", "\n  ", "\t", "\r\n"};
  private static final String[] SCALARS = {
    "0", "-1", "1.50", "2e3", "-0.25E-2", "true", "false", "null", "\"\"", "\"teamWorksConnection\""
  };
  private static final String[] NAMES = {
    "\"id\"", "\"\"", "\"teamWorks\"", "\"teamWorksConnection2\"", "\"\u00e4\\u0074\"", "\"t\""
  };
  private static final String[] REMOVED_NAMES = {
    "\"teamWorksConnection\"", "\"TeamWorksConnection\"", "\"\\u0074eamWorksConnection\""
  };
  private static final String[] PIECES = {
    "a", "}", "]", ",", ":", "\\\"", "\\\\", "\\u00e9", "\u20ac", "\ud83d\ude00", "\\ud83d\\ude00"
  };

  private final Random random;
  private final StringBuilder full = new StringBuilder();
  private final StringBuilder redacted = new StringBuilder();
  private int removing;

  RandomDocument(Random random) {
    this.random = random;
    space();
    value(0);
    space();
  }

  /** The document's bytes. */
  byte[] full() {
    return full.toString().getBytes(UTF_8);
  }

  /** The redacted bytes, a char for each. */
  String redacted() {
    return new String(redacted.toString().getBytes(UTF_8), ISO_8859_1);
  }

  private void write(String text) {
    full.append(text);
    if (removing == 0) {
      redacted.append(text);
    }
  }

  private String any(String[] of) {
    return of[random.nextInt(of.length)];
  }

  private void space() {
    write(any(SPACES));
  }

  private void value(int depth) {
    int kind = random.nextInt(depth > 5 ? 6 : 10);
    if (kind < 4) {
      write(any(SCALARS));
    } else if (kind < 6) {
      string();
    } else if (kind < 7) {
      array(depth);
    } else {
      object(depth);
    }
  }

  private void string() {
    write("\"");
    for (int i = random.nextInt(12); i > 0; i--) {
      write(any(PIECES));
    }
    write("\"");
  }

  private void array(int depth) {
    write("[");
    int length = random.nextInt(4);
    for (int i = 0; i < length; i++) {
      write(i > 0 ? "," : "");
      space();
      value(depth + 1);
      space();
    }
    write(length == 0 ? any(SPACES) + "]" : "]");
  }

  private void object(int depth) {
    write("{");
    boolean remains = false;
    int length = random.nextInt(5);
    for (int i = 0; i < length; i++) {
      boolean goes = random.nextInt(3) == 0;
      removing += goes || (i > 0 && !remains) ? 1 : 0;
      if (i == 0) {
        removing -= goes ? 1 : 0;
        space();
        removing += goes ? 1 : 0;
      } else {
        write(",");
        space();
      }
      removing -= !goes && i > 0 && !remains ? 1 : 0;
      member(goes, depth);
      removing -= goes ? 1 : 0;
      remains |= !goes;
      space();
    }
    write(length == 0 ? any(SPACES) + "}" : "}");
  }

  private void member(boolean goes, int depth) {
    write(any(goes ? REMOVED_NAMES : NAMES));
    space();
    write(":");
    space();
    value(depth + 1);
  }
}
