package dev.bimgate.deployment.advisories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packaged gateway beside the advisories of this repository. */
class AdvisoriesIT {

  private static final Path ADVISORIES = Path.of("../advisories");
  private static final Path BOM = Path.of("../gateway/target/bom.json");
  private static final Path LIBRARIES = Path.of("../gateway/target/quarkus-app/lib");

  @Test
  void noLibraryHasAHoleThatIsKnown() throws IOException {
    assertThat(AdvisoryCheck.holes(bom(), advisories())).isEmpty();
  }

  /** With the version that Quarkus itself would take. */
  @Test
  void theNettyOfQuarkusWouldBeFound() throws IOException {
    String planted =
        Files.readString(BOM).replaceAll("(io.netty/netty-[^@]*)@[^?]*", "$1@4.1.133.Final");

    assertThat(AdvisoryCheck.holes(Bom.read(planted), advisories()))
        .anyMatch(
            line ->
                line.startsWith("io.netty:netty-codec-http2 4.1.133.Final has CVE-2026-50560 (")
                    && line.contains("): take 4.1.135.Final or newer, "));
  }

  @Test
  void theBillOfMaterialsNamesWhatIsPackaged() throws IOException {
    Set<String> named =
        bom().parts().stream()
            .map(part -> part.group() + "." + part.artifact() + "-" + part.version() + ".jar")
            .collect(Collectors.toSet());

    assertThat(packaged()).isSubsetOf(named);
  }

  @Test
  void everyLibraryThatIsPatchedHasOneVersion() throws IOException {
    assertThat(versionsOf("io.netty")).containsExactly(System.getProperty("netty.version"));
    assertThat(versionsOf("org.bitbucket.b_c"))
        .containsExactly(System.getProperty("jose4j.version"));
    // Annotations have no patch releases.
    String jackson = System.getProperty("jackson.version");
    assertThat(versionsOf("com.fasterxml.jackson"))
        .contains(jackson)
        .isSubsetOf(jackson, jackson.substring(0, jackson.lastIndexOf('.')));
  }

  private static Set<String> versionsOf(String group) throws IOException {
    return packaged().stream()
        .filter(jar -> jar.startsWith(group + "."))
        .map(jar -> jar.replaceFirst(".*?-(\\d.*)\\.jar", "$1"))
        .collect(Collectors.toSet());
  }

  private static Bom bom() throws IOException {
    assertThat(BOM).as("made by each build but those with -o").exists();
    return Bom.read(Files.readString(BOM));
  }

  private static List<Advisory> advisories() throws IOException {
    List<Advisory> advisories = new ArrayList<>();
    try (Stream<Path> files = Files.list(ADVISORIES)) {
      for (Path file : files.sorted().toList()) {
        advisories.add(read(file));
      }
    }
    assertThat(advisories).isNotEmpty();
    return advisories;
  }

  private static Advisory read(Path file) throws IOException {
    try {
      Advisory advisory = Advisory.read(Files.readString(file));
      assertThat(file).hasFileName(advisory.id() + ".json");
      return advisory;
    } catch (IllegalArgumentException malformed) {
      throw new AssertionError(file + " " + malformed.getMessage(), malformed);
    }
  }

  /** The libraries in the product, by file name: {@code group.artifact-version.jar}. */
  private static List<String> packaged() throws IOException {
    try (Stream<Path> files = Files.walk(LIBRARIES)) {
      List<String> jars =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".jar"))
              .toList();
      assertThat(jars).isNotEmpty();
      return jars;
    }
  }
}
