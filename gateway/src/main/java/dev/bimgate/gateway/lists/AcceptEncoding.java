package dev.bimgate.gateway.lists;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The preference of a client's {@code Accept-Encoding} for gzip (RFC 9110, section 12.5.3). */
final class AcceptEncoding {

  /** Longer than what usual clients send. */
  private static final int MAX_KNOWN_LENGTH = 64;

  /** Values that were parsed, each at the place of its hash; usual clients send few. */
  private static final @Nullable Known[] KNOWN = new Known[64];

  private record Known(String field, boolean prefersGzip) {}

  private AcceptEncoding() {}

  /**
   * True when gzip is acceptable, and no less so than the identity coding.
   *
   * @param lines the lines of the header; without one, identity is preferred
   */
  static boolean prefersGzip(List<String> lines) {
    return switch (lines.size()) {
      case 0 -> false;
      case 1 -> prefersGzip(lines.get(0));
      default -> prefersGzip(String.join(",", lines));
    };
  }

  private static boolean prefersGzip(String field) {
    int place = field.hashCode() & (KNOWN.length - 1);
    Known known = KNOWN[place];
    if (known != null && known.field().equals(field)) {
      return known.prefersGzip();
    }
    boolean result = parse(field);
    if (field.length() <= MAX_KNOWN_LENGTH) {
      KNOWN[place] = new Known(field, result);
    }
    return result;
  }

  private static boolean parse(String field) {
    double gzip = -1;
    double identity = -1;
    double any = -1;
    for (String item : field.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = item.split(";", 2);
      double weight = parts.length == 1 ? 1 : weight(parts[1]);
      switch (parts[0].trim()) {
        case "gzip", "x-gzip" -> gzip = Math.max(gzip, weight);
        case "identity" -> identity = weight;
        case "*" -> any = weight;
        default -> {}
      }
    }
    double forGzip = gzip >= 0 ? gzip : any;
    return forGzip > 0 && forGzip >= identity;
  }

  private static double weight(String parameter) {
    String text = parameter.trim();
    if (!text.startsWith("q=")) {
      return 0;
    }
    try {
      return Double.parseDouble(text.substring(2).trim());
    } catch (NumberFormatException outOfForm) {
      return 0;
    }
  }
}
