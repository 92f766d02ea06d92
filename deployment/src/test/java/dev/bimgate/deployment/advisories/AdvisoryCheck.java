package dev.bimgate.deployment.advisories;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.versioning.ComparableVersion;

/** The comparison of what is packaged with the advisories that are known. */
final class AdvisoryCheck {

  private AdvisoryCheck() {}

  /** One line for each library with a hole that nobody has accepted: what it is, and the remedy. */
  static List<String> holes(Bom bom, List<Advisory> advisories) {
    List<String> lines = new ArrayList<>();
    for (Bom.Part part : bom.parts()) {
      for (Advisory advisory : advisories) {
        if (advisory.accepted().isEmpty()) {
          rangeOf(part, advisory).ifPresent(range -> lines.add(line(part, advisory, range)));
        }
      }
    }
    return lines;
  }

  private static Optional<VersionRange> rangeOf(Bom.Part part, Advisory advisory) {
    ComparableVersion version = new ComparableVersion(part.version());
    return advisory.affected().stream()
        .filter(affected -> affected.purl().equals(part.purl()))
        .flatMap(affected -> affected.ranges().stream())
        .filter(range -> range.holds(version))
        .findFirst();
  }

  private static String line(Bom.Part part, Advisory advisory, VersionRange range) {
    String remedy =
        range
            .fixedAfter(new ComparableVersion(part.version()))
            .map(fixed -> "take " + fixed + " or newer")
            .orElse("no version without it is known; do without the library");
    return "%s %s has %s (%s): %s, or say in advisories/%s.json why it does not concern us"
        .formatted(
            part.name(), part.version(), advisory.id(), advisory.summary(), remedy, advisory.id());
  }
}
