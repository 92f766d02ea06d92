package dev.bimgate.gateway.lists;

import java.util.List;

/** Comparison of entity tags (RFC 9110, section 8.8.3). */
final class EntityTags {

  private EntityTags() {}

  /**
   * True when one of the {@code If-None-Match} headers names the tag, or is {@code *}; weak
   * comparison (RFC 9110, section 13.1.2).
   */
  static boolean match(List<String> ifNoneMatch, String tag) {
    String opaque = opaque(tag);
    for (String field : ifNoneMatch) {
      if (field.trim().equals("*") || names(field, opaque)) {
        return true;
      }
    }
    return false;
  }

  /** Searches the quoted tags of a list; a comma inside the quotes belongs to the tag. */
  private static boolean names(String field, String opaque) {
    int open = field.indexOf('"');
    while (open >= 0) {
      int close = field.indexOf('"', open + 1);
      if (close < 0) {
        return false;
      }
      if (field.regionMatches(open, opaque, 0, opaque.length())
          && opaque.length() == close + 1 - open) {
        return true;
      }
      open = field.indexOf('"', close + 1);
    }
    return false;
  }

  /** Whether two tags are equal by weak comparison. */
  static boolean areAlike(String one, String other) {
    return opaque(one).equals(opaque(other));
  }

  private static String opaque(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }
}
