package dev.bimgate.gateway.lists;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a body, as {@code Range} requests it (RFC 9110, section 14.1.2).
 *
 * @param first the first byte, counted from 0
 * @param length how many; 0 when the body has none of those requested
 */
record ByteRange(int first, int length) {

  private static final Pattern ONE =
      Pattern.compile("bytes=[ \\t]*(\\d*)-(\\d*)[ \\t]*", Pattern.CASE_INSENSITIVE);

  /**
   * Reads the header.
   *
   * @return null when the whole body is sent: no header, several ranges, another unit, or malformed
   */
  static @Nullable ByteRange of(List<String> lines, int bodyLength) {
    Matcher range = lines.size() == 1 ? ONE.matcher(lines.get(0).trim()) : null;
    if (range == null || !range.matches()) {
      return null;
    }
    String from = range.group(1);
    String to = range.group(2);
    if (from.isEmpty()) {
      return to.isEmpty() ? null : last(number(to), bodyLength);
    }
    long first = number(from);
    long last = to.isEmpty() ? Long.MAX_VALUE : number(to);
    return last < first ? null : between(first, last, bodyLength);
  }

  /** Whether the body has none of the requested bytes: 416 (RFC 9110, section 15.5.17). */
  boolean isUnsatisfiable() {
    return length == 0;
  }

  String contentRange(int bodyLength) {
    return isUnsatisfiable()
        ? "bytes */" + bodyLength
        : "bytes " + first + '-' + (first + length - 1) + '/' + bodyLength;
  }

  private static ByteRange last(long count, int bodyLength) {
    int length = (int) Math.min(count, bodyLength);
    return new ByteRange(bodyLength - length, length);
  }

  private static ByteRange between(long first, long last, int bodyLength) {
    if (first >= bodyLength) {
      return new ByteRange(0, 0);
    }
    long end = Math.min(last, bodyLength - 1L);
    return new ByteRange((int) first, (int) (end - first + 1));
  }

  /** A number of any length; all beyond a body's largest size are equal. */
  private static long number(String digits) {
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }
}
