package dev.bimgate.gateway.redaction;

import dev.bimgate.gateway.redaction.MalformedBodyException.Fault;

/** One character of UTF-8 at a time, read strictly (RFC 3629: no overlong forms, no surrogates). */
final class Utf8Check {

  private int missing;
  private int lowest;
  private int highest;
  private int codePoint;

  /** Begins a character with its first byte, 0x80 or above. */
  void begin(int lead) throws MalformedBodyException {
    lowest = 0x80;
    highest = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) {
      expect(1, lead & 0x1F);
    } else if ((lead & 0xF0) == 0xE0) {
      expect(2, lead & 0x0F);
      lowest = lead == 0xE0 ? 0xA0 : lowest;
      highest = lead == 0xED ? 0x9F : highest;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      expect(3, lead & 0x07);
      lowest = lead == 0xF0 ? 0x90 : lowest;
      highest = lead == 0xF4 ? 0x8F : highest;
    } else {
      throw new MalformedBodyException(Fault.NOT_JSON);
    }
  }

  private void expect(int continuationBytes, int bits) {
    missing = continuationBytes;
    codePoint = bits;
  }

  /** Whether the character begun last still lacks bytes. */
  boolean open() {
    return missing > 0;
  }

  /** Takes the next byte of an open character. */
  void more(int continuation) throws MalformedBodyException {
    if (continuation < lowest || continuation > highest) {
      throw new MalformedBodyException(Fault.NOT_JSON);
    }
    lowest = 0x80;
    highest = 0xBF;
    codePoint = (codePoint << 6) | (continuation & 0x3F);
    missing--;
  }

  /** The character, once it is no longer open. */
  int codePoint() {
    return codePoint;
  }
}
