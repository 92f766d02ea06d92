package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the image is built from: the same for podman and for docker. */
class ContainerfileTest {

  private static final Path DIRECTORY = Repository.ROOT.resolve("deployment");

  @Test
  void whatIsSentToTheBuilderIsWhatIsCopiedAndNothingElse() throws IOException {
    List<String> copied = copied();
    List<String> rules = ignoreRules();
    List<String> sent =
        rules.subList(1, rules.size()).stream().map(rule -> rule.substring(1)).toList();

    assertThat(rules.get(0)).isEqualTo("**");
    assertThat(rules.subList(1, rules.size())).allMatch(rule -> rule.startsWith("!"));
    assertThat(copied).allMatch(source -> sent.stream().anyMatch(source::startsWith));
    assertThat(sent).allMatch(path -> copied.stream().anyMatch(source -> source.startsWith(path)));
  }

  /** BuildKit reads no other name beside a Containerfile of its own, podman reads this one too. */
  @Test
  void theIgnoreFileHasTheNameThatPodmanAndDockerRead() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith("ignore"))
          .containsExactly("Containerfile.dockerignore");
    }
  }

  @Test
  void theTrainingNeedsNoMoreThanAPosixShell() throws IOException {
    assertThat(Files.readAllLines(DIRECTORY.resolve("train")).get(0)).isEqualTo("#!/bin/sh");
  }

  private static List<String> ignoreRules() throws IOException {
    return Files.readAllLines(DIRECTORY.resolve("Containerfile.dockerignore")).stream()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  /** The sources of all COPY lines but those that copy out of another stage. */
  private static List<String> copied() throws IOException {
    return Files.readAllLines(DIRECTORY.resolve("Containerfile")).stream()
        .filter(line -> line.startsWith("COPY ") && !line.contains("--from="))
        .flatMap(ContainerfileTest::sources)
        .toList();
  }

  private static Stream<String> sources(String copy) {
    String[] words = copy.split(" ");
    return Arrays.stream(words, 1, words.length - 1);
  }
}
