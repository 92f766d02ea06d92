package dev.bimgate.deployment.advisories;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.versioning.ComparableVersion;

/** A range of versions in the form of OSV, in Maven's own order of versions. */
record VersionRange(List<Event> events) {

  /** What happens at a version. */
  record Event(Kind kind, ComparableVersion version) {

    static Event of(String kind, String version) {
      return new Event(Kind.of(kind), new ComparableVersion(version));
    }
  }

  enum Kind {
    INTRODUCED,
    FIXED,
    LAST_AFFECTED;

    static Kind of(String name) {
      return switch (name) {
        case "introduced" -> INTRODUCED;
        case "fixed" -> FIXED;
        case "last_affected" -> LAST_AFFECTED;
        default -> throw new IllegalArgumentException("no such event: " + name);
      };
    }
  }

  /**
   * The range of these events, in any order.
   *
   * @throws IllegalArgumentException if it never begins
   */
  static VersionRange of(List<Event> events) {
    if (events.stream().noneMatch(event -> event.kind() == Kind.INTRODUCED)) {
      throw new IllegalArgumentException("a range lacks introduced");
    }
    return new VersionRange(events.stream().sorted(Comparator.comparing(Event::version)).toList());
  }

  boolean holds(ComparableVersion version) {
    boolean affected = false;
    for (Event event : events) {
      int order = version.compareTo(event.version());
      if (event.kind() == Kind.LAST_AFFECTED ? order > 0 : order >= 0) {
        affected = event.kind() == Kind.INTRODUCED;
      }
    }
    return affected;
  }

  /** The version in which the hole of this one is mended, if there is one. */
  Optional<ComparableVersion> fixedAfter(ComparableVersion version) {
    return events.stream()
        .filter(event -> event.kind() == Kind.FIXED && event.version().compareTo(version) > 0)
        .map(Event::version)
        .findFirst();
  }
}
