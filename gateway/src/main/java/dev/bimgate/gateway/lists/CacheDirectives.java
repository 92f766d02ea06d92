package dev.bimgate.gateway.lists;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The reading of a {@code Cache-Control} line as a list (RFC 9111, section 5.2). */
final class CacheDirectives {

  private CacheDirectives() {}

  /** The names of the directives in lower case; arguments, quoted ones included, are skipped. */
  static Set<String> names(String line) {
    Set<String> names = new HashSet<>();
    StringBuilder name = new StringBuilder();
    boolean quoted = false;
    boolean inName = true;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == ',') {
        add(names, name);
        inName = true;
      } else if (c == '=') {
        inName = false;
      } else if (inName) {
        name.append(c);
      }
    }
    add(names, name);
    return names;
  }

  private static void add(Set<String> names, StringBuilder name) {
    String trimmed = name.toString().trim().toLowerCase(Locale.ROOT);
    if (!trimmed.isEmpty()) {
      names.add(trimmed);
    }
    name.setLength(0);
  }
}
