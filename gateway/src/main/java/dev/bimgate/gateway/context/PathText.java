package dev.bimgate.gateway.context;

import org.jspecify.annotations.Nullable;

/** The characters and segments of a path, by RFC 3986, section 3.3, and the gateway's own rules. */
final class PathText {

  private static final boolean[] ALLOWED = FieldChars.lettersDigitsAnd("-._~!$&'()*+,=:@/%");

  private PathText() {}

  /**
   * What is wrong with a path, or null.
   *
   * @param emptySegmentAllowed true for the one path that may hold two slashes in a row
   */
  static @Nullable TargetFault faultOf(String path, boolean emptySegmentAllowed) {
    if (path.isEmpty() || path.charAt(0) != '/') {
      return TargetFault.BAD_CHARACTER;
    }
    int segmentStart = 1;
    for (int i = 1; i < path.length(); i++) {
      char c = path.charAt(i);
      TargetFault fault = c == '%' ? escapeFault(path, i) : characterFault(c);
      if (fault == null && c == '/') {
        fault = segmentFault(path, segmentStart, i, emptySegmentAllowed);
        segmentStart = i + 1;
      }
      if (fault != null) {
        return fault;
      }
    }
    return isDotSegment(path, segmentStart, path.length()) ? TargetFault.DOT_SEGMENT : null;
  }

  private static @Nullable TargetFault characterFault(char c) {
    if (c < ALLOWED.length && ALLOWED[c]) {
      return null;
    }
    return switch (c) {
      case ';' -> TargetFault.PATH_PARAMETER;
      case '\\' -> TargetFault.HIDDEN_SEPARATOR;
      default -> TargetFault.BAD_CHARACTER;
    };
  }

  private static @Nullable TargetFault escapeFault(String path, int percent) {
    int octet = PercentCoding.octetAt(path, percent);
    if (octet < 0) {
      return TargetFault.BAD_CHARACTER;
    }
    boolean hidden = octet < 0x20 || octet == 0x7f || octet == '/' || octet == '\\';
    return hidden ? TargetFault.HIDDEN_SEPARATOR : null;
  }

  private static @Nullable TargetFault segmentFault(
      String path, int start, int end, boolean emptySegmentAllowed) {
    if (start == end) {
      return emptySegmentAllowed ? null : TargetFault.EMPTY_SEGMENT;
    }
    return isDotSegment(path, start, end) ? TargetFault.DOT_SEGMENT : null;
  }

  /** True when the segment is one or two dots, each plain or as {@code %2e}. */
  private static boolean isDotSegment(String path, int start, int end) {
    int dots = 0;
    for (int i = start; i < end; dots++) {
      if (path.charAt(i) == '.') {
        i++;
      } else if (path.charAt(i) == '%' && PercentCoding.octetAt(path, i) == '.') {
        i += 3;
      } else {
        return false;
      }
    }
    return dots == 1 || dots == 2;
  }
}
