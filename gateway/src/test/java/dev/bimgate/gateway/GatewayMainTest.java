package dev.bimgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main as an operator meets it: a process with arguments, two streams and an exit code. */
class GatewayMainTest {

  private record Ending(int exitCode, List<String> out, List<String> err) {}

  private final Path directory;

  GatewayMainTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void startingWithoutSettingsTellsWhatIsMissingAndExitsWithOne() throws Exception {
    Ending ending = run(List.of(), List.of());

    assertThat(ending.exitCode()).isEqualTo(1);
    assertThat(ending.out()).isEmpty();
    assertThat(ending.err())
        .extracting(line -> line.substring(0, line.indexOf(':')))
        .containsExactly("bimplus.environment", "bimplus.oidc.authorized-parties");
  }

  @Test
  void checkOfSoundSettingsSaysSoAndExitsWithZero() throws Exception {
    Ending ending =
        run(
            List.of("-Dbimplus.environment=stage", "-Dbimplus.oidc.audience=my-api"),
            List.of("--check"));

    assertThat(ending).isEqualTo(new Ending(0, List.of("settings OK"), List.of()));
  }

  @Test
  void unknownNamesAreMistakesInPropertiesAndInFiles() throws Exception {
    writeFile("bimplus.oidc.any-audience=true\nbimplus.enviroment=dev\n");

    Ending ending =
        run(List.of("-Dbimplus.environment=dev", "-Dgateway.drain.end=1s"), List.of("--check"));

    assertThat(ending.exitCode()).isEqualTo(1);
    assertThat(ending.err())
        .hasSize(2)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("bimplus.enviroment: ").endsWith(", line 2)"),
            line ->
                assertThat(line)
                    .startsWith("gateway.drain.end: ")
                    .endsWith("(set by -Dgateway.drain.end)"));
  }

  @Test
  void aFileOutOfFormIsToldInOneLineWithoutItsContent() throws Exception {
    writeFile("gateway.admin.token=hunter2\\uZZZZ\n");

    Ending ending = run(List.of(), List.of("--check"));

    assertThat(ending.exitCode()).isEqualTo(1);
    assertThat(ending.err())
        .singleElement()
        .asString()
        .startsWith("settings: a source cannot be read;")
        .doesNotContain("hunter2");
  }

  @Test
  void anUnknownArgumentIsRefusedWithoutEchoingIt() throws Exception {
    Ending ending = run(List.of(), List.of("--token=hunter2"));

    assertThat(ending)
        .isEqualTo(
            new Ending(
                1,
                List.of(),
                List.of(
                    "unknown argument",
                    "usage: java [-D<setting>=<value> ...] -jar quarkus-run.jar [--check]")));
  }

  private void writeFile(String content) throws IOException {
    Files.createDirectories(directory.resolve("config"));
    Files.writeString(directory.resolve("config/application.properties"), content);
  }

  private Ending run(List<String> options, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", productClassPath()));
    command.addAll(options);
    command.add(GatewayMain.class.getName());
    command.addAll(arguments);
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder process = new ProcessBuilder(command).directory(directory.toFile());
    process
        .environment()
        .keySet()
        .removeIf(name -> name.matches("(?i)(JAVA|JDK|BIMPLUS|GATEWAY|QUARKUS).*"));
    int exitCode =
        process.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    return new Ending(exitCode, Files.readAllLines(out), Files.readAllLines(err));
  }

  /** Without the settings that tests of the running gateway bring along. */
  private static String productClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
