package dev.bimgate.cache.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The headers of a stored response that a 304 has validated (RFC 9111, section 3.2). */
final class UpdatedHeaders {

  /** Headers that would describe a body, which a 304 does not bring. */
  private static final Set<String> OF_THE_BODY =
      Set.of("content-length", "content-encoding", "content-type", "content-range");

  private UpdatedHeaders() {}

  /** The stored headers, with those of the 304 in place of all of the same name. */
  static List<Header> of(List<Header> stored, List<Header> ofThe304) {
    List<Header> changes = ofThe304.stream().filter(change -> !isOfTheBody(change)).toList();
    Set<String> changed = new HashSet<>();
    changes.forEach(change -> changed.add(lowerCase(change)));
    List<Header> updated = new ArrayList<>();
    for (Header header : stored) {
      if (!changed.contains(lowerCase(header))) {
        updated.add(header);
      }
    }
    updated.addAll(changes);
    return List.copyOf(updated);
  }

  private static boolean isOfTheBody(Header header) {
    return OF_THE_BODY.contains(lowerCase(header));
  }

  private static String lowerCase(Header header) {
    return header.name().toLowerCase(Locale.ROOT);
  }
}
