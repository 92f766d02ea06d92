package dev.bimgate.gateway.redaction;

import java.util.Arrays;
import java.util.Collection;

/**
 * Compares one member name with the names to remove, a UTF-16 unit at a time.
 *
 * <p>Case is ignored, unit by unit as {@link String#equalsIgnoreCase} does: Bimplus spells its
 * members one way, but missing another spelling would show a password, and removing one too many
 * shows nothing. The candidates are a range of a sorted array that only narrows, so a name is given
 * up, and need not be held any longer, at its first unit that fits none.
 */
final class NameMatch {

  private final String[] names;
  private int low;
  private int high;
  private int length;

  NameMatch(Collection<String> names) {
    this.names = names.stream().map(NameMatch::fold).distinct().toArray(String[]::new);
    Arrays.sort(this.names);
  }

  void begin() {
    low = 0;
    high = names.length;
    length = 0;
  }

  /** Begins a string that is no name, so matches none. */
  void beginNone() {
    low = 0;
    high = 0;
  }

  void unit(char unit) {
    char folded = fold(unit);
    while (low < high && unitAt(names[low]) < folded) {
      low++;
    }
    while (low < high && unitAt(names[high - 1]) > folded) {
      high--;
    }
    length++;
  }

  void codePoint(int codePoint) {
    if (Character.isBmpCodePoint(codePoint)) {
      unit((char) codePoint);
    } else {
      unit(Character.highSurrogate(codePoint));
      unit(Character.lowSurrogate(codePoint));
    }
  }

  /** Whether no name can match any more, whatever follows. */
  boolean hopeless() {
    return low == high;
  }

  boolean matched() {
    return low < high && names[low].length() == length;
  }

  /** The unit of a candidate at the current position; a candidate that ends here sorts first. */
  private int unitAt(String name) {
    return length < name.length() ? name.charAt(length) : -1;
  }

  static String fold(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    name.chars().forEach(unit -> folded.append(fold((char) unit)));
    return folded.toString();
  }

  private static char fold(char unit) {
    return Character.toLowerCase(Character.toUpperCase(unit));
  }
}
