package dev.bimgate.cache.http;

import java.util.ArrayList;
import java.util.List;

/**
 * The members of a header that is a list over one or more lines (RFC 9110, section 5.6.1): trimmed,
 * empty ones left out.
 *
 * <p>A quoted string begins right after a {@code =} and nowhere else, and only where it also ends
 * on the same line. So a stray quote swallows nothing of what follows it.
 */
public final class Members {

  private Members() {}

  public static List<String> of(List<String> lines) {
    List<String> members = new ArrayList<>();
    for (String line : lines) {
      split(line, ',', members);
    }
    return members;
  }

  /** The parts of one member, between semicolons (RFC 9110, section 5.6.6). */
  public static List<String> partsOf(String member) {
    List<String> parts = new ArrayList<>();
    split(member, ';', parts);
    return parts;
  }

  private static void split(String text, char separator, List<String> parts) {
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == separator) {
        add(text.substring(start, i), parts);
        start = i + 1;
      } else if (text.startsWith("=\"", i)) {
        i = Math.max(i, endOfQuoted(text, i + 1));
      }
    }
    add(text.substring(start), parts);
  }

  private static void add(String part, List<String> parts) {
    String trimmed = trimmed(part);
    if (!trimmed.isEmpty()) {
      parts.add(trimmed);
    }
  }

  /** The index of the closing quote of the quoted string that begins here; -1: it has none. */
  public static int endOfQuoted(String text, int start) {
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return i;
      }
      if (c == '\\') {
        i++;
      }
    }
    return -1;
  }

  /** Without spaces and tabs at its ends (RFC 9110, section 5.6.3). */
  public static String trimmed(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (start < end && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
