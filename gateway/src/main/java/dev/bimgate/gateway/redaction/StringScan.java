package dev.bimgate.gateway.redaction;

import dev.bimgate.gateway.redaction.MalformedBodyException.Fault;

/** One JSON string, read strictly from behind its opening quote to its closing one. */
final class StringScan {

  /** Bytes that need no unescaping: printable ASCII but quote and backslash. */
  private static final boolean[] PLAIN = new boolean[256];

  static {
    for (int b = 0x20; b < 0x80; b++) {
      PLAIN[b] = b != '"' && b != '\\';
    }
  }

  private enum Expected {
    CHARACTER,
    ESCAPED,
    HEX_DIGIT,
    CONTINUATION,
    NOTHING
  }

  private Expected expected = Expected.NOTHING;
  private int hexDigits;
  private int hexValue;

  /** Of a character of several bytes: how many are missing, and the bounds of the next. */
  private int missing;

  private int lowest;
  private int highest;
  private int codePoint;

  void begin() {
    expected = Expected.CHARACTER;
  }

  /** Whether the closing quote has been read. */
  boolean ended() {
    return expected == Expected.NOTHING;
  }

  /**
   * Reads on until the string or the input ends, feeding {@code name} each unit of its value.
   *
   * @return the index behind the last byte read
   */
  int scan(byte[] bytes, int from, int to, NameMatch name) throws MalformedBodyException {
    int at = from;
    while (at < to && expected != Expected.NOTHING) {
      if (expected == Expected.CHARACTER && name.hopeless()) {
        at = skipPlain(bytes, at, to);
        if (at == to) {
          return at;
        }
      }
      next(bytes[at++] & 0xFF, name);
    }
    return at;
  }

  private static int skipPlain(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && PLAIN[bytes[at] & 0xFF]) {
      at++;
    }
    return at;
  }

  private void next(int b, NameMatch name) throws MalformedBodyException {
    switch (expected) {
      case CHARACTER -> character(b, name);
      case ESCAPED -> escaped(b, name);
      case HEX_DIGIT -> hexDigit(b, name);
      case CONTINUATION -> continuation(b, name);
      case NOTHING -> throw new IllegalStateException("no string begun");
    }
  }

  private void character(int b, NameMatch name) throws MalformedBodyException {
    if (PLAIN[b]) {
      name.unit((char) b);
    } else if (b == '"') {
      expected = Expected.NOTHING;
    } else if (b == '\\') {
      expected = Expected.ESCAPED;
    } else if (b >= 0x80) {
      firstOfSeveral(b);
      expected = Expected.CONTINUATION;
    } else {
      throw new MalformedBodyException(Fault.NOT_JSON);
    }
  }

  /** UTF-8, read strictly (RFC 3629: no overlong forms, no surrogates). */
  private void firstOfSeveral(int lead) throws MalformedBodyException {
    lowest = 0x80;
    highest = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) {
      expectMore(1, lead & 0x1F);
    } else if ((lead & 0xF0) == 0xE0) {
      expectMore(2, lead & 0x0F);
      lowest = lead == 0xE0 ? 0xA0 : lowest;
      highest = lead == 0xED ? 0x9F : highest;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      expectMore(3, lead & 0x07);
      lowest = lead == 0xF0 ? 0x90 : lowest;
      highest = lead == 0xF4 ? 0x8F : highest;
    } else {
      throw new MalformedBodyException(Fault.NOT_JSON);
    }
  }

  private void expectMore(int continuationBytes, int bits) {
    missing = continuationBytes;
    codePoint = bits;
  }

  private void continuation(int b, NameMatch name) throws MalformedBodyException {
    if (b < lowest || b > highest) {
      throw new MalformedBodyException(Fault.NOT_JSON);
    }
    lowest = 0x80;
    highest = 0xBF;
    codePoint = (codePoint << 6) | (b & 0x3F);
    if (--missing == 0) {
      name.codePoint(codePoint);
      expected = Expected.CHARACTER;
    }
  }

  private void escaped(int b, NameMatch name) throws MalformedBodyException {
    if (b == 'u') {
      hexDigits = 0;
      hexValue = 0;
      expected = Expected.HEX_DIGIT;
      return;
    }
    name.unit(meaningOfEscape(b));
    expected = Expected.CHARACTER;
  }

  private static char meaningOfEscape(int b) throws MalformedBodyException {
    return switch (b) {
      case '"', '\\', '/' -> (char) b;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> throw new MalformedBodyException(Fault.NOT_JSON);
    };
  }

  /** Lone surrogates are legal (RFC 8259, section 8.2) and can match no name. */
  private void hexDigit(int b, NameMatch name) throws MalformedBodyException {
    int digit = b < 0x80 ? Character.digit(b, 16) : -1;
    if (digit < 0) {
      throw new MalformedBodyException(Fault.NOT_JSON);
    }
    hexValue = (hexValue << 4) | digit;
    if (++hexDigits == 4) {
      name.unit((char) hexValue);
      expected = Expected.CHARACTER;
    }
  }
}
