package dev.bimgate.gateway.context.target;

import dev.bimgate.gateway.context.http.HttpSyntax;
import org.jspecify.annotations.Nullable;

/** The characters and segments of a path, by RFC 3986, section 3.3, and the gateway's own rules. */
final class PathSyntax {

  private static final boolean[] ALLOWED = HttpSyntax.lettersDigitsAnd("-._~!$&'()*+,=:@/%");

  private PathSyntax() {}

  /**
   * What is wrong with a path, or null.
   *
   * @param emptySegmentAllowed true for the one path that may hold two slashes in a row
   */
  static @Nullable TargetError faultOf(String path, boolean emptySegmentAllowed) {
    if (path.isEmpty() || path.charAt(0) != '/') {
      return TargetError.BAD_CHARACTER;
    }
    int segmentStart = 1;
    for (int i = 1; i < path.length(); i++) {
      char c = path.charAt(i);
      TargetError error = c == '%' ? escapeFault(path, i) : characterFault(c);
      if (error == null && c == '/') {
        error = segmentFault(path, segmentStart, i, emptySegmentAllowed);
        segmentStart = i + 1;
      }
      if (error != null) {
        return error;
      }
    }
    return isDotSegment(path, segmentStart, path.length()) ? TargetError.DOT_SEGMENT : null;
  }

  private static @Nullable TargetError characterFault(char c) {
    if (c < ALLOWED.length && ALLOWED[c]) {
      return null;
    }
    return switch (c) {
      case ';' -> TargetError.PATH_PARAMETER;
      case '\\' -> TargetError.HIDDEN_SEPARATOR;
      default -> TargetError.BAD_CHARACTER;
    };
  }

  private static @Nullable TargetError escapeFault(String path, int percent) {
    int octet = PercentCoding.octetAt(path, percent);
    if (octet < 0) {
      return TargetError.BAD_CHARACTER;
    }
    boolean hidden = octet < 0x20 || octet == 0x7f || octet == '/' || octet == '\\';
    return hidden ? TargetError.HIDDEN_SEPARATOR : null;
  }

  private static @Nullable TargetError segmentFault(
      String path, int start, int end, boolean emptySegmentAllowed) {
    if (start == end) {
      return emptySegmentAllowed ? null : TargetError.EMPTY_SEGMENT;
    }
    return isDotSegment(path, start, end) ? TargetError.DOT_SEGMENT : null;
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
