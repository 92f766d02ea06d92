package dev.bimgate.gateway.context.target;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query of a request as text: its characters and parameters. */
public final class QueryString {

  private QueryString() {}

  /** True when every character is one of 0x21 to 0x7e but {@code #} and {@code \}. */
  static boolean isClean(String query) {
    for (int i = 0; i < query.length(); i++) {
      char c = query.charAt(i);
      if (c < 0x21 || c > 0x7e || c == '#' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  /**
   * The query without the parameters of these names, byte for byte otherwise; null when none is
   * left.
   */
  static @Nullable String without(Set<String> names, String query) {
    if (names.isEmpty() || query.isEmpty()) {
      return query;
    }
    List<String> remaining = new ArrayList<>(List.of(query.split("&", -1)));
    if (!remaining.removeIf(parameter -> names.contains(name(parameter)))) {
      return query;
    }
    return remaining.isEmpty() ? null : String.join("&", remaining);
  }

  /**
   * The query as part of a cache key: parameters sorted by name, repeated ones in their order. Two
   * queries share a form only if they hold the same parameters; no query is the empty text, an
   * empty query is {@code ?}.
   */
  public static String keyForm(@Nullable String query) {
    if (query == null) {
      return "";
    }
    if (query.indexOf('&') < 0) {
      return '?' + query;
    }
    List<String> parameters = new ArrayList<>(List.of(query.split("&", -1)));
    parameters.sort(Comparator.comparing(QueryString::name));
    return '?' + String.join("&", parameters);
  }

  /** True when {@code java.net.URI}, which typed requests use, accepts the query as it is. */
  public static boolean fitsUri(@Nullable String query) {
    if (query == null) {
      return true;
    }
    for (int i = 0; i < query.length(); i++) {
      char c = query.charAt(i);
      boolean escape = c == '%' && PercentCoding.octetAt(query, i) >= 0;
      boolean plain = "\"%<>^`{|}".indexOf(c) < 0;
      if (!escape && !plain) {
        return false;
      }
    }
    return true;
  }

  private static String name(String parameter) {
    int equals = parameter.indexOf('=');
    return equals < 0 ? parameter : parameter.substring(0, equals);
  }
}
