package dev.bimgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main as an operator sees it: a process with arguments, two streams and an exit code. */
class GatewayMainTest {

  private final Path directory;
  private final MainProcess main;

  GatewayMainTest(@TempDir Path directory) {
    this.directory = directory;
    this.main = new MainProcess(directory);
  }

  @Test
  void startingWithoutSettingsReportsWhatIsMissingAndExitsWithOne() throws Exception {
    MainProcess.Ending ending = main.run(List.of(), List.of());

    assertThat(ending.exitCode()).isEqualTo(1);
    assertThat(ending.out()).isEmpty();
    assertThat(ending.err())
        .extracting(line -> line.substring(0, line.indexOf(':')))
        .containsExactly("bimplus.environment", "bimplus.oidc.authorized-parties");
  }

  @Test
  void checkOfValidSettingsSaysSoAndExitsWithZero() throws Exception {
    MainProcess.Ending ending =
        main.run(
            List.of("-Dbimplus.environment=stage", "-Dbimplus.oidc.audience=my-api"),
            List.of("--check"));

    assertThat(ending).isEqualTo(new MainProcess.Ending(0, List.of("settings OK"), List.of()));
  }

  @Test
  void unknownNamesAreMistakesInPropertiesAndInFiles() throws Exception {
    writeFile("bimplus.oidc.any-audience=true\nbimplus.enviroment=dev\n");

    MainProcess.Ending ending =
        main.run(
            List.of("-Dbimplus.environment=dev", "-Dgateway.drain.end=1s"), List.of("--check"));

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
  void aMisspeltVariableIsAWarningOfTheCheckAndChangesNoExitCode() throws Exception {
    MainProcess.Ending ending =
        main.run(
            Map.of("GATEWAY_CAHCE_MAX_SIZE", "hunter2"),
            List.of("-Dbimplus.environment=stage", "-Dbimplus.oidc.audience=my-api"),
            List.of("--check"));

    assertThat(ending)
        .isEqualTo(
            new MainProcess.Ending(
                0,
                List.of("settings OK"),
                List.of(
                    "warning: GATEWAY_CAHCE_MAX_SIZE: is no setting, and ignored; did you mean"
                        + " GATEWAY_CACHE_MAX_SIZE? (set in the environment)")));
  }

  @Test
  void aStartWithMistakesReportsMisspeltVariablesToo() throws Exception {
    MainProcess.Ending ending =
        main.run(
            Map.of("BIMPLUS_ENVIROMENT", "stage"),
            List.of("-Dbimplus.oidc.audience=my-api"),
            List.of());

    assertThat(ending.exitCode()).isEqualTo(1);
    assertThat(ending.err())
        .satisfiesExactly(
            line -> assertThat(line).contains("did you mean BIMPLUS_ENVIRONMENT?"),
            line -> assertThat(line).startsWith("bimplus.environment: is missing; "));
  }

  @Test
  void theNativeTransportIsRejectedByTheCheck() throws Exception {
    MainProcess.Ending ending =
        main.run(
            List.of(
                "-Dbimplus.environment=stage",
                "-Dbimplus.oidc.audience=my-api",
                "-Dquarkus.vertx.prefer-native-transport=true"),
            List.of("--check"));

    assertThat(ending.exitCode()).isEqualTo(1);
    assertThat(ending.err())
        .singleElement()
        .asString()
        .startsWith("quarkus.vertx.prefer-native-transport: must be false, ")
        .endsWith("(set by -Dquarkus.vertx.prefer-native-transport)");
  }

  @Test
  void aMalformedFileIsReportedInOneLineWithoutItsContent() throws Exception {
    writeFile("gateway.admin.token=hunter2\\uZZZZ\n");

    MainProcess.Ending ending = main.run(List.of(), List.of("--check"));

    assertThat(ending.exitCode()).isEqualTo(1);
    assertThat(ending.err())
        .singleElement()
        .asString()
        .startsWith("settings: a source cannot be read;")
        .doesNotContain("hunter2");
  }

  @Test
  void settingsInAFileThatIsMissingAreReported() throws Exception {
    writeFile(
        """
        bimplus.environment=stage
        bimplus.oidc.audience=my-api
        quarkus.config.locations=peers.properties
        """);

    MainProcess.Ending ending = main.run(List.of(), List.of("--check"));

    assertThat(ending.exitCode()).isEqualTo(1);
    assertThat(ending.err())
        .anyMatch(line -> line.matches("quarkus[.]config[.]locations: names .*, line 3[)]"));
  }

  @Test
  void anUnknownArgumentIsRejectedWithoutEchoingIt() throws Exception {
    MainProcess.Ending ending = main.run(List.of(), List.of("--token=hunter2"));

    assertThat(ending)
        .isEqualTo(
            new MainProcess.Ending(
                1,
                List.of(),
                List.of(
                    "unknown argument",
                    "usage: java [-D<setting>=<value> ...] -jar quarkus-run.jar"
                        + " [--check [--token-file <file>] | --ready]")));
  }

  private void writeFile(String content) throws IOException {
    Files.createDirectories(directory.resolve("config"));
    Files.writeString(directory.resolve("config/application.properties"), content);
  }
}
