package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.Program.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the packaged gateway says of its settings before it starts. */
class SettingsIT {

  /** 32 bytes, in base64. */
  private static final String KEY = "c2VjcmV0LXdpdGgtMzItYnl0ZXMtZm9yLXRoZS10ZXM=";

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -Dgateway.peers.url=redis://127.0.0.1:6379 | gateway.peers.key-file: is missing; set it beside gateway.peers.url, or remove that
          -Dgateway.peers.key-file=%s/good           | gateway.peers.url: is missing; set it beside gateway.peers.key-file, or remove that
          -Dgateway.peers.key-file=%s/bad            | gateway.peers.key-file: names a file in which line 2 is no base64 key of 256 bits; put one into it that openssl rand -base64 32 prints (set by -Dgateway.peers.key-file)
          -Dgateway.peers.url=hunter2                | gateway.peers.url: must be an absolute URL that begins with rediss:// (set by -Dgateway.peers.url)
          """)
  void peersWithoutKeysOrKeysWithoutPeersAreRejectedByCheckAndStart(String option, String line)
      throws IOException {
    Files.writeString(directory.resolve("good"), KEY + "\n");
    Files.writeString(directory.resolve("bad"), KEY + "\nhunter2\n");
    List<String> options =
        List.of(
            "-Dbimplus.environment=stage",
            "-Dbimplus.oidc.audience=my-api",
            option.formatted(directory));

    assertThat(List.of(gateway(options, List.of("--check")), gateway(options, List.of())))
        .containsOnly(new Ending(1, List.of(line)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -Dquarkus.tls.bimplus.trust-store.pem.certs=%s/absent | quarkus.tls.bimplus.trust-store.pem.certs: names no file that the gateway may read; create it or change its owner (set by -Dquarkus.tls.bimplus.trust-store.pem.certs)
          -Dquarkus.tls.server.key-store.pem.0.cert=%s/tls.crt  | quarkus.tls.server.key-store.pem.0.key: is missing; set it beside the others of its configuration
          -Dquarkus.http.tls-configuration-name=server          | quarkus.http.tls-configuration-name: names no TLS configuration with a key store; set quarkus.tls.<name>.key-store.pem.main.cert and .key (set by -Dquarkus.http.tls-configuration-name)
          -Dquarkus.proxy.bimplus.host=proxy.example.com        | quarkus.proxy.bimplus.port: is missing; set host and port
          """)
  void certificatesAndProxiesThatCannotBeUsedAreRejectedByCheckAndStart(
      String option, String line) {
    List<String> options =
        List.of(
            "-Dbimplus.environment=stage",
            "-Dbimplus.oidc.audience=my-api",
            option.formatted(directory));

    assertThat(List.of(gateway(options, List.of("--check")), gateway(options, List.of())))
        .containsOnly(new Ending(1, List.of(line)));
  }

  @Test
  void checkOfSoundSettingsSaysSoAndStartsNothing() {
    Ending ending =
        gateway(
            List.of("-Dbimplus.environment=stage", "-Dbimplus.oidc.audience=my-api"),
            List.of("--check"));

    assertThat(ending).isEqualTo(new Ending(0, List.of("settings OK")));
  }

  @Test
  void theStartTellsHowLongARevokedRightStaysReadable() {
    List<String> options =
        List.of(
            "-Dbimplus.url=http://127.0.0.1:1/v2",
            "-Dbimplus.oidc.audience=my-api",
            "-Dquarkus.http.port=0",
            "-Dquarkus.management.port=0",
            "-Dgateway.cache.teams.fresh-for=90s",
            "-Dbimplus.list-timeout=5s");
    try (Program started = Program.start(directory, command(options, List.of()))) {
      started.awaitLine(
          Pattern.compile(
              "INFO .* A right revoked at Bimplus stays readable for at most 2m30s while Bimplus"
                  + " responds and 11m30s while it does not, each plus one load of at most 5s$"));
    }
  }

  @Test
  void withPeersTheStartAddsHowLongValkeyMayDelayAList() throws IOException {
    Path keys = directory.resolve("peers.keys");
    Files.writeString(keys, Base64.getEncoder().encodeToString(new byte[32]) + "\n");
    List<String> options =
        List.of(
            "-Dbimplus.url=http://127.0.0.1:1/v2",
            "-Dbimplus.oidc.audience=my-api",
            "-Dquarkus.http.port=0",
            "-Dquarkus.management.port=0",
            "-Dgateway.peers.url=redis://127.0.0.1:1",
            "-Dgateway.peers.key-file=" + keys);
    try (Program started = Program.start(directory, command(options, List.of()))) {
      started.awaitLine(
          Pattern.compile(
              "INFO .* one load of at most 15s, and at most 1m for a list of a peer that Valkey"
                  + " delays$"));
    }
  }

  /** {@code .env} is spelled and read as the environment is. */
  @Test
  void theStartWarnsOfAMisspeltVariable() throws IOException {
    Files.writeString(directory.resolve(".env"), "GATEWAY_CAHCE_MAX_SIZE=hunter2\n");
    List<String> options =
        List.of(
            "-Dbimplus.url=http://127.0.0.1:1/v2",
            "-Dbimplus.oidc.audience=my-api",
            "-Dquarkus.http.port=0",
            "-Dquarkus.management.port=0");
    try (Program started = Program.start(directory, command(options, List.of()))) {
      started.awaitLine(
          Pattern.compile(
              "WARN .* GATEWAY_CAHCE_MAX_SIZE: is no setting, and ignored; did you mean"
                  + " GATEWAY_CACHE_MAX_SIZE\\?"));
      assertThat(started.lines()).noneMatch(line -> line.contains("hunter2"));
    }
  }

  private Ending gateway(List<String> options, List<String> arguments) {
    return Program.run(directory, command(options, arguments));
  }

  private static List<String> command(List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>(RunningGateway.java("-Xmx256m"));
    command.addAll(options);
    command.addAll(List.of("-jar", Repository.GATEWAY_JAR.toString()));
    command.addAll(arguments);
    return command;
  }
}
