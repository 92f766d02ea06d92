package dev.bimgate.gateway.protocol;

import static dev.bimgate.gateway.protocol.Scan.INCOMPLETE;
import static dev.bimgate.gateway.protocol.Scan.REJECTED;

/**
 * Parses the lines before chunks (RFC 9112, section 7.1): the end of the chunk before, a size,
 * well-formed extensions without the white space that the grammar calls bad.
 */
final class ChunkLine {

  private static final int MAX_BYTES = 256;
  private static final int MAX_DIGITS = 16;
  private static final byte DELETE = 0x7f;

  private long sizeBytes;

  /** The size in the last line; 0 is the last chunk. */
  long sizeBytes() {
    return sizeBytes;
  }

  /**
   * Reads the end of a chunk's data.
   *
   * @return the index after it, or {@link Scan#INCOMPLETE}, or {@link Scan#REJECTED}
   */
  static int readEndOfData(byte[] bytes, int start, int end) {
    if (start < end && bytes[start] != Scan.CR) {
      return REJECTED;
    }
    if (end - start < 2) {
      return INCOMPLETE;
    }
    return bytes[start + 1] == Scan.LF ? start + 2 : REJECTED;
  }

  /**
   * Reads a line that begins at {@code start}.
   *
   * @return the index after it, or {@link Scan#INCOMPLETE}, or {@link Scan#REJECTED}
   */
  int read(byte[] bytes, int start, int end) {
    int limit = Math.min(end, start + MAX_BYTES);
    int at = readSize(bytes, start, limit);
    while (at >= 0 && at < limit && bytes[at] == ';') {
      at = extension(bytes, at + 1, limit);
    }
    if (at == REJECTED || (at >= 0 && at < limit && bytes[at] != Scan.CR)) {
      return REJECTED;
    }
    if (at == INCOMPLETE || at + 1 >= limit) {
      return limit - start < MAX_BYTES ? INCOMPLETE : REJECTED;
    }
    return bytes[at + 1] == Scan.LF ? at + 2 : REJECTED;
  }

  private int readSize(byte[] bytes, int start, int limit) {
    sizeBytes = 0;
    int at = start;
    while (at < limit && Character.digit(bytes[at], 16) >= 0) {
      // The codec counts in an int.
      sizeBytes = sizeBytes * 16 + Character.digit(bytes[at], 16);
      at++;
      if (at - start > MAX_DIGITS || sizeBytes > Integer.MAX_VALUE) {
        return REJECTED;
      }
    }
    if (at == limit) {
      return INCOMPLETE;
    }
    return at == start ? REJECTED : at;
  }

  /** The index after a name and its value, if it has one (section 7.1.1). */
  private static int extension(byte[] bytes, int start, int limit) {
    int name = Scan.endOfToken(bytes, start, limit);
    if (name == limit) {
      return INCOMPLETE;
    }
    if (name == start) {
      return REJECTED;
    }
    if (bytes[name] != '=') {
      return name;
    }
    int from = name + 1;
    if (from < limit && bytes[from] == '"') {
      return quoted(bytes, from + 1, limit);
    }
    int value = Scan.endOfToken(bytes, from, limit);
    if (value == limit) {
      return INCOMPLETE;
    }
    return value == from ? REJECTED : value;
  }

  /**
   * The index after the closing quote (RFC 9110, section 5.6.4); only visible ASCII and spaces are
   * allowed in between, as the codec accepts no more.
   */
  private static int quoted(byte[] bytes, int start, int limit) {
    boolean escaped = false;
    for (int at = start; at < limit; at++) {
      byte octet = bytes[at];
      if (octet < Scan.SPACE || octet == DELETE) {
        return REJECTED;
      }
      if (octet == '"' && !escaped) {
        return at + 1;
      }
      escaped = octet == '\\' && !escaped;
    }
    return INCOMPLETE;
  }
}
