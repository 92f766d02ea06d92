package dev.bimgate.deployment.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.Http;
import dev.bimgate.deployment.RunningGateway;
import dev.bimgate.deployment.peers.Waiting;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The admin token in a file is replaced while the gateway runs. */
@Tag("real-parts")
@Tag("concurrent")
class SecretFilesIT {

  private static final int ACCEPTED = 400; // without the parameters of the call
  private static final int REJECTED = 401;

  private final Path directory;

  SecretFilesIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void anotherAdminTokenCountsWithoutARestartAndAMalformedOneDoesNot() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "first-admin-token");
    Map<String, String> settings =
        Map.of("gateway.admin.token-file", file.toString(), "gateway.file-reload-period", "200ms");
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
        RunningGateway gateway = RunningGateway.packaged(sandbox, directory, settings)) {
      assertThat(call(gateway, "first-admin-token")).isEqualTo(ACCEPTED);

      Files.writeString(file, "second-admin-token");
      Waiting.until(() -> call(gateway, "second-admin-token") == ACCEPTED);
      assertThat(call(gateway, "first-admin-token")).isEqualTo(REJECTED);

      Files.writeString(file, "no admin token");
      gateway
          .program()
          .awaitLine(
              Pattern.compile(
                  "changed files not used: gateway\\.admin\\.token-file: names a file whose content"));
      assertThat(call(gateway, "second-admin-token")).isEqualTo(ACCEPTED);
    }
  }

  private static int call(RunningGateway gateway, String token) {
    return Http.get(gateway.management().resolve("/q/gateway/budget"), "Bearer " + token)
        .statusCode();
  }
}
