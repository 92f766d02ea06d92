package dev.bimgate.deployment.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.Container;
import dev.bimgate.deployment.Http;
import dev.bimgate.deployment.Podman;
import dev.bimgate.deployment.Program;
import dev.bimgate.deployment.RunningGateway;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.Tokens;
import dev.bimgate.sandbox.wire.Listener;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pod of the chart, started by {@code podman kube play}, which reads manifests as Kubernetes
 * does.
 */
@Tag("real-parts")
@Tag("concurrent")
class ChartPodIT {

  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  private final String name = "bimplus-gateway-" + UUID.randomUUID();
  private final int managementPort = Listener.freePort();
  private final Path directory;
  private final Path manifests;

  ChartPodIT(@TempDir Path directory) {
    this.directory = directory;
    this.manifests = directory.resolve("manifests.yaml");
  }

  @BeforeAll
  static void buildImage() {
    Container.buildImage();
  }

  @AfterEach
  void stop() {
    Podman.run("kube", "down", manifests.toString());
    // Those of the ConfigMap and of the Secret.
    Podman.run("volume", "rm", "--force", name, name + "-admin");
    sandbox.close();
  }

  @Test
  void thePodServesReadsItsSecretsAndEndsByItself() throws IOException {
    Files.writeString(manifests, manifests());
    URI management = URI.create("http://127.0.0.1:" + managementPort);

    Podman.succeed("kube", "play", "--network=host", manifests.toString());
    try (RunningGateway gateway = RunningGateway.started(logs())) {
      gateway.awaitKeys();
      assertThat(Http.get(management.resolve("/q/health/ready")).statusCode()).isEqualTo(200);
      assertThat(Http.get(gateway.url("/v2/teams"), bearer()).statusCode()).isEqualTo(200);
      assertThat(Http.get(management.resolve("/q/gateway/explain"), "Bearer admin").statusCode())
          .isEqualTo(400);
      assertThat(processStatus())
          .contains("CapEff:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2")
          .anyMatch(line -> line.matches("Uid:(\t10001){4}"));

      Podman.succeed("pod", "stop", name + "-pod");
      assertThat(gateway.program().awaitEnd().warnings()).isEmpty();
    }
    assertThat(inspect("{{.State.ExitCode}}")).isEqualTo("0");
  }

  /** What the chart makes, and the Secret that an operator makes. */
  private String manifests() throws IOException {
    String values =
        """
        image: {repository: %s, tag: latest, pullPolicy: Never}
        fullnameOverride: %s
        replicas: 1
        secrets: {admin: %s-admin}
        settings:
          bimplus.url: %s
          bimplus.oidc.authorized-parties: %s
          gateway.admin.token-file: /run/bimplus/admin/token
          gateway.drain.keep-serving: 0s
          quarkus.http.port: %d
          quarkus.management.port: %d
        """
            .formatted(
                Container.IMAGE,
                name,
                name,
                sandbox.apiUrl(),
                Tokens.DEFAULT_CLIENT,
                Listener.freePort(),
                managementPort);
    Path file = Files.writeString(directory.resolve("values.yaml"), values);
    return Chart.render(Chart.DIRECTORY, file).text()
        + """
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: %s-admin
        stringData:
          token: admin
        """
            .formatted(name);
  }

  private Program logs() {
    return Program.start(directory, Podman.command("logs", "--follow", container()));
  }

  /** What the kernel says of its process. */
  private List<String> processStatus() throws IOException {
    return Files.readAllLines(Path.of("/proc", inspect("{{.State.Pid}}"), "status"));
  }

  private String inspect(String template) {
    return Podman.succeed("inspect", "--format=" + template, container()).get(0);
  }

  private String container() {
    return name + "-pod-gateway";
  }

  private String bearer() {
    return "Bearer " + sandbox.tokens().forUser("user-01");
  }
}
