package dev.bimgate.cache;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The headers of a stored response that a 304 has validated (RFC 9111, section 3.2). */
final class UpdatedFields {

  /** Headers that would describe a body, which a 304 does not bring. */
  private static final Set<String> OF_THE_BODY =
      Set.of("content-length", "content-encoding", "content-type", "content-range");

  private UpdatedFields() {}

  /** The stored headers, with those of the 304 in place of all of the same name. */
  static List<Field> of(List<Field> stored, List<Field> ofThe304) {
    List<Field> changes = ofThe304.stream().filter(change -> !isOfTheBody(change)).toList();
    Set<String> changed = new HashSet<>();
    changes.forEach(change -> changed.add(lowerCase(change)));
    List<Field> updated = new ArrayList<>();
    for (Field field : stored) {
      if (!changed.contains(lowerCase(field))) {
        updated.add(field);
      }
    }
    updated.addAll(changes);
    return List.copyOf(updated);
  }

  private static boolean isOfTheBody(Field field) {
    return OF_THE_BODY.contains(lowerCase(field));
  }

  private static String lowerCase(Field field) {
    return field.name().toLowerCase(Locale.ROOT);
  }
}
