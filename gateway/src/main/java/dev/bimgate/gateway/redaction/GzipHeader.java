package dev.bimgate.gateway.redaction;

import dev.bimgate.gateway.redaction.MalformedBodyException.Fault;
import java.util.zip.CRC32;

/** Parses the header of one gzip member, a byte at a time (RFC 1952, section 2.3). */
final class GzipHeader {

  private static final int HEADER_CRC = 1 << 1;
  private static final int EXTRA = 1 << 2;
  private static final int NAME = 1 << 3;
  private static final int COMMENT = 1 << 4;
  private static final int RESERVED = 0b1110_0000;

  private static final int FIXED_BYTES = 10;
  private static final int[] BEGINNING = {0x1F, 0x8B, 8};

  private enum Part {
    FIXED,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    HEADER_CRC,
    DONE
  }

  private final CRC32 crc = new CRC32();
  private Part part = Part.FIXED;
  private int flags;
  private int count;
  private int number;

  boolean untouched() {
    return part == Part.FIXED && count == 0;
  }

  /**
   * Reads the next byte.
   *
   * @return whether the header ends with it
   */
  boolean next(int b) throws MalformedBodyException {
    int checked = (int) (crc.getValue() & 0xFFFF);
    crc.update(b);
    switch (part) {
      case FIXED -> fixed(b);
      case EXTRA_LENGTH -> extraLength(b);
      case EXTRA -> endPartIf(--number == 0);
      case NAME, COMMENT -> endPartIf(b == 0);
      case HEADER_CRC -> headerCrc(b, checked);
      case DONE -> throw new IllegalStateException("header read twice");
    }
    return part == Part.DONE;
  }

  private void fixed(int b) throws MalformedBodyException {
    if (count < BEGINNING.length && b != BEGINNING[count]) {
      throw new MalformedBodyException(Fault.NOT_GZIP);
    }
    if (count == BEGINNING.length) {
      flags = b;
      if ((flags & RESERVED) != 0) {
        throw new MalformedBodyException(Fault.NOT_GZIP);
      }
    }
    endPartIf(++count == FIXED_BYTES);
  }

  private void extraLength(int b) {
    number |= b << (8 * count);
    if (++count == 2) {
      begin(number > 0 ? Part.EXTRA : partAfter(Part.EXTRA));
    }
  }

  /** The lower half of the check sum over all header bytes in front of it. */
  private void headerCrc(int b, int checked) throws MalformedBodyException {
    if (count == 0) {
      number = checked;
    }
    if (b != ((number >> (8 * count)) & 0xFF)) {
      throw new MalformedBodyException(Fault.NOT_GZIP);
    }
    endPartIf(++count == 2);
  }

  private void endPartIf(boolean last) {
    if (last) {
      begin(partAfter(part));
    }
  }

  private void begin(Part next) {
    part = next;
    count = 0;
    if (next != Part.EXTRA) {
      number = 0;
    }
  }

  private Part partAfter(Part before) {
    if (before == Part.FIXED && has(EXTRA)) {
      return Part.EXTRA_LENGTH;
    }
    if (before.compareTo(Part.NAME) < 0 && has(NAME)) {
      return Part.NAME;
    }
    if (before.compareTo(Part.COMMENT) < 0 && has(COMMENT)) {
      return Part.COMMENT;
    }
    return before.compareTo(Part.HEADER_CRC) < 0 && has(HEADER_CRC) ? Part.HEADER_CRC : Part.DONE;
  }

  private boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
