package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.Program.Ending;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged gateway says of its settings before it starts. */
class SettingsIT {

  private final Path directory;

  SettingsIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void aStartWithMistakesTellsThemAllAndExitsWithOne() {
    Ending ending = gateway(List.of("-Dbimplus.url=http://api.example.com/v2"), List.of());

    assertThat(ending.exitCode()).isEqualTo(1);
    assertThat(ending.lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("bimplus.url: "),
            line -> assertThat(line).startsWith("bimplus.oidc.authorized-parties: is missing; "));
  }

  @Test
  void mistakesAreToldInOurWordsWithoutTheirValues() {
    Ending ending =
        gateway(
            List.of(
                "-Dbimplus.environment=hunter2",
                "-Dbimplus.oidc.any-audience=true",
                "-Dgateway.cache.max-size=hunter2",
                "-Dgateway.drain.finish=hunter2"),
            List.of("--check"));

    assertThat(ending.exitCode()).isEqualTo(1);
    assertThat(ending.lines())
        .hasSize(3)
        .allSatisfy(
            line ->
                assertThat(line)
                    .matches("(bimplus|gateway)\\.[a-z.-]+: must be .+ \\(set by -D.+\\)")
                    .doesNotContain("hunter2")
                    .doesNotContainPattern("(java|io|dev)\\.[a-z]|Exception"));
  }

  @Test
  void checkOfSoundSettingsSaysSoAndStartsNothing() {
    Ending ending =
        gateway(
            List.of("-Dbimplus.environment=stage", "-Dbimplus.oidc.audience=my-api"),
            List.of("--check"));

    assertThat(ending).isEqualTo(new Ending(0, List.of("settings OK")));
  }

  private Ending gateway(List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>(RunningGateway.java("-Xmx256m"));
    command.addAll(options);
    command.addAll(List.of("-jar", Repository.GATEWAY_JAR.toString()));
    command.addAll(arguments);
    return Program.run(directory, command);
  }
}
