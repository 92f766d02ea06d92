package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.wire.Listener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The image, built from the Containerfile and run by podman. */
@Tag("real-parts")
@Tag("concurrent")
class ContainerIT {

  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());

  @BeforeAll
  static void buildImage() {
    Container.buildImage();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void theFiveStepsGoThroughTheContainer() {
    try (Container container = Container.start(sandbox)) {
      container.gateway().awaitKeys();
      new FiveSteps(sandbox, container.gateway()).walk();

      Program.Ending ending = container.stop();
      // The JVM is process 1, got SIGTERM, and ended in order.
      assertThat(ending.exitCode()).isZero();
      assertThat(ending.lines()).noneMatch(line -> line.contains("eyJ"));
      assertThat(ending.warnings()).isEmpty();
    }
  }

  /**
   * The JVM maps the cache only after it has checked that runtime and jars are those of the
   * training.
   */
  @Test
  void theJvmStartsFromWhatItLearntWhenTheImageWasBuilt() throws IOException {
    try (Container container = Container.start(sandbox)) {
      assertThat(Files.readAllLines(Path.of("/proc", "" + container.pid(), "maps")))
          .anyMatch(line -> line.endsWith("/opt/bimplus-gateway/startup.aot"));
    }
  }

  @Test
  void theImageTellsWhatIsInside() throws IOException {
    try (Container container = Container.start(sandbox)) {
      Path file = container.files().resolve("usr/share/doc/bimplus-gateway/bom.json");
      JsonNode bom = new ObjectMapper().readTree(file.toFile());

      assertThat(bom.required("bomFormat").textValue()).isEqualTo("CycloneDX");
      assertThat(bom.required("components").findValuesAsText("name"))
          .contains("quarkus-vertx-http", "caffeine", "smallrye-jwt", "jose4j", "client-core")
          .doesNotContain("sandbox");
    }
  }

  /** Beside the JVM's own: no shell, no package manager. */
  @Test
  void theImageHasNoProgramsButThoseOfTheRuntime() throws IOException {
    try (Container container = Container.start(sandbox)) {
      Path files = container.files();
      try (Stream<Path> found = Files.walk(files)) {
        assertThat(found.filter(Files::isRegularFile).filter(Files::isExecutable))
            .map(file -> "/" + files.relativize(file))
            .filteredOn(name -> !name.contains(".so"))
            .containsExactlyInAnyOrder(
                "/opt/java/bin/java",
                "/opt/java/bin/jfr",
                "/opt/java/bin/keytool",
                "/opt/java/lib/jexec",
                "/opt/java/lib/jspawnhelper");
      }
      assertThat(container.exec("sh").exitCode()).isEqualTo(127);
    }
  }

  @Test
  void theLabelsAndTheMeterTellTheSameBuild() throws IOException {
    try (Container container = Container.start(sandbox)) {
      String label = "{{index .Config.Labels \"org.opencontainers.image.%s\"}}";
      String version = container.inspect(label.formatted("version"));
      String commit = container.inspect(label.formatted("revision"));
      String created = container.inspect(label.formatted("created"));

      assertThat(commit).matches("[0-9a-f]{40}|unknown");
      assertThat(created).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ|");
      assertThat(Http.get(container.gateway().management().resolve("/q/metrics")).body())
          .contains("gateway_build_info{commit=\"" + commit + "\",version=\"" + version + "\"}");
    }
  }

  @Test
  void theContainerRunsAsNobodyAndCannotWriteToItself() throws IOException {
    try (Container container = Container.start(sandbox)) {
      assertThat(Files.getAttribute(Path.of("/proc", "" + container.pid()), "unix:uid"))
          .isEqualTo(10001);
      assertThat(container.inspect("{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.Memory}}"))
          .isEqualTo("true " + 256 * 1024 * 1024);
      Path files = container.files();
      try (Stream<Path> found = Files.walk(files)) {
        assertThat(found.filter(ContainerIT::isWritableByNobody))
            .map(file -> "/" + files.relativize(file))
            .containsExactly("/tmp");
      }
    }
  }

  /** As the health command of a container does, with the gateway's own settings. */
  @Test
  void theHealthCommandSaysWhetherTheGatewayIsReady() {
    String port = String.valueOf(Listener.freePort());
    Map<String, String> settings = Map.of("quarkus.management.port", port);
    try (Container container = Container.start(sandbox, settings)) {
      assertThat(container.runHealthCommand()).isEqualTo(new Program.Ending(0, List.of()));
    }
  }

  /** Whose JDK is not in the image: it shares processes with the gateway, and its user. */
  @Test
  void aContainerWithAJdkDiagnosesTheGateway() {
    try (Container container = Container.start(sandbox)) {
      assertThat(container.diagnose("Thread.print"))
          .anyMatch(line -> line.startsWith("\"vert.x-eventloop-thread-0\""));
      assertThat(container.diagnose("JFR.start", "name=load"))
          .anyMatch(line -> line.startsWith("Started recording"));
      assertThat(container.diagnose("JFR.dump", "name=load", "filename=/tmp/load.jfr"))
          .anyMatch(line -> line.startsWith("Dumped recording"));
      assertThat(container.exec("jfr", "summary", "/tmp/load.jfr").exitCode()).isZero();
    }
  }

  @Test
  void argumentsOfTheContainerAreArgumentsOfTheGateway() {
    Program.Ending ending = Container.run("--check");

    assertThat(ending.exitCode()).isEqualTo(1);
    assertThat(ending.lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("bimplus.environment: is missing; "),
            line -> assertThat(line).startsWith("bimplus.oidc.authorized-parties: is missing; "));
  }

  private static boolean isWritableByNobody(Path file) {
    try {
      PosixFileAttributes found =
          Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      boolean isOfRoot = found.owner().getName().equals("root");
      boolean isOpen = found.permissions().contains(PosixFilePermission.OTHERS_WRITE);
      return !found.isSymbolicLink() && (!isOfRoot || isOpen);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
