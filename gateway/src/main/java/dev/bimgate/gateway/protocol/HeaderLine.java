package dev.bimgate.gateway.protocol;

import static dev.bimgate.gateway.protocol.Scan.INCOMPLETE;
import static dev.bimgate.gateway.protocol.Scan.REJECTED;

import dev.bimgate.gateway.context.ProtocolError;
import org.jspecify.annotations.Nullable;

/** Parses header lines (RFC 9112, section 5), and the empty line after them. */
final class HeaderLine {

  private int nameEnd;
  private int valueStart;
  private int valueEnd;
  private boolean last;
  private @Nullable ProtocolError error;

  /** Whether the line was the empty one after all headers. */
  boolean isLast() {
    return last;
  }

  int nameEnd() {
    return nameEnd;
  }

  int valueStart() {
    return valueStart;
  }

  /** The end of the value, before any trailing white space. */
  int valueEnd() {
    return valueEnd;
  }

  /** The error, once {@link #read} has rejected a line. */
  @Nullable ProtocolError fault() {
    return error;
  }

  /**
   * Reads a line that begins at {@code start}.
   *
   * @param room the longest line, in bytes without its end
   * @return the index after it, or {@link Scan#INCOMPLETE}, or {@link Scan#REJECTED}
   */
  int read(byte[] bytes, int start, int end, int room) {
    int limit = Math.min(end, start + room + 2);
    int at = Scan.endOfToken(bytes, start, limit);
    last = false;
    if (at == limit) {
      return unfinished(start, limit, room);
    }
    if (bytes[at] != ':' || at == start) {
      return at == start ? atStart(bytes, start, limit, room) : reject(nameFault(bytes[at]));
    }
    nameEnd = at;
    int stop = Scan.endOfValue(bytes, at + 1, limit);
    if (stop == limit) {
      return unfinished(start, limit, room);
    }
    if (bytes[stop] != Scan.CR) {
      return reject(bytes[stop] == Scan.LF ? ProtocolError.LINE_END : ProtocolError.FIELD_VALUE);
    }
    trim(bytes, at + 1, stop);
    return lineEnd(bytes, start, stop, limit, room);
  }

  private int lineEnd(byte[] bytes, int start, int cr, int limit, int room) {
    if (cr + 1 == limit) {
      return unfinished(start, limit, room);
    }
    return bytes[cr + 1] == Scan.LF ? cr + 2 : reject(ProtocolError.LINE_END);
  }

  private int atStart(byte[] bytes, int start, int limit, int room) {
    switch (bytes[start]) {
      case Scan.CR -> {
        last = true;
        return lineEnd(bytes, start, start, limit, room);
      }
      case Scan.LF -> {
        return reject(ProtocolError.LINE_END);
      }
      case Scan.SPACE, Scan.TAB -> {
        return reject(ProtocolError.FIELD_LINE);
      }
      default -> {
        return reject(ProtocolError.FIELD_NAME);
      }
    }
  }

  private static ProtocolError nameFault(byte after) {
    boolean noColon = after == Scan.CR || after == Scan.LF;
    return noColon ? ProtocolError.FIELD_LINE : ProtocolError.FIELD_NAME;
  }

  private void trim(byte[] bytes, int from, int to) {
    int first = from;
    while (first < to && isSpace(bytes[first])) {
      first++;
    }
    int after = to;
    while (after > first && isSpace(bytes[after - 1])) {
      after--;
    }
    valueStart = first;
    valueEnd = after;
  }

  private static boolean isSpace(byte octet) {
    return octet == Scan.SPACE || octet == Scan.TAB;
  }

  private int unfinished(int start, int limit, int room) {
    return limit - start < room + 2 ? INCOMPLETE : reject(ProtocolError.FIELDS_TOO_LARGE);
  }

  private int reject(ProtocolError found) {
    error = found;
    return REJECTED;
  }
}
