package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code deployment/release} rejects, in a repository with no more than the files that have a
 * version. {@code .ci/run} makes a release.
 */
@Tag("real-parts")
@Tag("concurrent")
@SuppressWarnings("NullAway.Init")
class ReleaseIT {

  private static final String VERSION = "9.9.9";

  private static final String FILES =
      "git ls-files -co --exclude-standard '*pom.xml' docs/openapi.yaml docs/java-client.md docs/kubernetes.md"
          + " deployment/chart/Chart.yaml deployment/release deployment/set-version CHANGELOG.md";

  @TempDir private Path directory;
  private Path repository;

  @BeforeEach
  void tagTheVersion() {
    repository = directory.resolve("repository");
    shell(Repository.ROOT, "git init -q '%1$s' && cp --parents $(%2$s) '%1$s'", repository, FILES);
    shell(repository, "sed -i '0,/^## .*/s//## Unreleased/' CHANGELOG.md");
    shell(repository, "deployment/set-version " + VERSION);
    commitAndTag("v" + VERSION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v9.9.8", "main", "v9.9.9-SNAPSHOT"})
  void whatIsNoTagOfAVersionIsRejected(String tag) {
    assertThat(release(tag)).contains("tag");
  }

  @Test
  void aDirectoryWithFilesIsRejected() throws IOException {
    Files.createFile(Files.createDirectory(directory.resolve("release")).resolve("older.tgz"));

    assertThat(release("v" + VERSION)).contains("is not empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pom.xml",
        "deployment/chart/Chart.yaml",
        "docs/openapi.yaml",
        "docs/java-client.md"
      })
  void aFileOfAnotherVersionIsRejected(String file) {
    shell(repository, "sed -i s/%s/9.9.8/ %s", VERSION, file);
    commitAndTag("v" + VERSION);

    assertThat(release("v" + VERSION)).contains(file + " of v9.9.9 has version 9.9.8");
  }

  @Test
  void aVersionOfWhichTheChangelogSaysNothingIsRejected() {
    shell(repository, "sed -i 's/^## %s.*/## Unreleased/' CHANGELOG.md", VERSION);
    commitAndTag("v" + VERSION);

    assertThat(release("v" + VERSION)).contains("CHANGELOG.md of v9.9.9 has no line");
  }

  /** Which is begun, since all files have the version. */
  @Test
  void aBuildThatFailsLeavesNothingInTheDirectory() throws IOException {
    Path maven = Files.createDirectory(directory.resolve("bin")).resolve("mvn");
    Files.writeString(maven, "#!/bin/sh\necho builds in $PWD\nexit 1\n");
    shell(directory, "chmod +x '%s'", maven);

    assertThat(release("v" + VERSION)).contains("builds in ").doesNotContain(repository.toString());
    assertThat(directory.resolve("release")).doesNotExist();
  }

  /** What a release that has failed said. */
  private String release(String tag) {
    Program.Ending ending =
        Program.run(
            directory,
            List.of(
                "env",
                "PATH=" + directory.resolve("bin") + ":" + System.getenv("PATH"),
                repository + "/deployment/release",
                tag,
                "release"));
    assertThat(ending.exitCode()).isNotZero();
    return String.join("\n", ending.lines());
  }

  private void commitAndTag(String tag) {
    shell(repository, "git add --all");
    shell(repository, "git -c user.name=Test -c user.email=test@example.com commit -qm Release");
    shell(repository, "git tag --force " + tag);
  }

  private static void shell(Path directory, String command, Object... values) {
    Program.Ending ending =
        Program.run(directory, List.of("sh", "-euc", command.formatted(values)));
    assertThat(ending.exitCode()).as("%s", ending).isZero();
  }
}
