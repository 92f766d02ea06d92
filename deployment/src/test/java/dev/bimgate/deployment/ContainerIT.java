package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bimgate.sandbox.Download;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The image, built from the Containerfile and run by podman. */
@Tag("real-parts")
class ContainerIT {

  private static final long MIB = 1 << 20;

  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());

  @BeforeAll
  static void buildImage() {
    Container.buildImage(System.getProperty("container.base-image"));
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void theFiveStepsGoThroughTheContainer() {
    try (Container container = Container.start(sandbox)) {
      new FiveSteps(sandbox, container.gateway()).walk();

      Program.Ending ending = container.stop();
      // The JVM is process 1, got SIGTERM, and ended in order.
      assertThat(ending.exitCode()).isZero();
      assertThat(ending.lines()).noneMatch(line -> line.matches(".*(eyJ|WARN|ERROR).*"));
    }
  }

  @Test
  void theJvmStartsFromWhatItLearntWhenTheImageWasBuilt() {
    try (Container container = Container.start(sandbox)) {
      assertThat(container.exec("cat", "/proc/1/maps").lines())
          .anyMatch(line -> line.endsWith("/opt/bimplus-gateway/startup.archive"));
    }
  }

  @Test
  void theImageTellsWhatIsInside() throws IOException {
    try (Container container = Container.start(sandbox)) {
      List<String> lines = container.exec("cat", "/usr/share/doc/bimplus-gateway/bom.json").lines();
      JsonNode bom = new ObjectMapper().readTree(String.join("\n", lines));

      assertThat(bom.required("bomFormat").textValue()).isEqualTo("CycloneDX");
      assertThat(bom.required("components").findValuesAsText("name"))
          .contains("quarkus-vertx-http", "caffeine", "smallrye-jwt", "jose4j", "client-core")
          .doesNotContain("sandbox");
    }
  }

  @Test
  void theLabelsAndTheMeterTellTheSameBuild() throws IOException {
    try (Container container = Container.start(sandbox)) {
      String label = "{{index .Config.Labels \"org.opencontainers.image.%s\"}}";
      String version = container.inspect(label.formatted("version"));
      String commit = container.inspect(label.formatted("revision"));

      assertThat(commit).matches("[0-9a-f]{40}|unknown");
      assertThat(Http.get(container.gateway().management().resolve("/q/metrics")).body())
          .contains("gateway_build_info{commit=\"" + commit + "\",version=\"" + version + "\"}");
    }
  }

  /** The kernel ends a container that takes more than its 256 MB. */
  @Test
  void twoGigabytesGoThroughTheMemoryOfTheContainer() {
    Download huge = new Download(7, (1L << 31) + 1);
    String query = "/download?seed=" + huge.seed() + "&bytes=" + huge.lengthBytes();
    String token = sandbox.tokens().forUser("user-01");

    try (Container container = Container.start(sandbox)) {
      URI url = container.gateway().url("/v2/" + sandbox.teams().get(0) + query);
      Sha256 received = new Sha256();
      received.feed(
          Http.send(Http.request(url, "Bearer " + token), BodyHandlers.ofInputStream()).body(),
          Long.MAX_VALUE);

      assertThat(received.hex()).isEqualTo(huge.sha256());
      assertThat(container.inspect("{{.State.OOMKilled}} {{.State.Running}}"))
          .isEqualTo("false true");
    }
  }

  /** Whoever came first has been evicted from both stores, whoever came last is in them. */
  @Test
  void listsAndTokensFillTheirStoresWithinTheMemoryOfTheContainer() {
    try (Sandbox large = FullStores.startSandbox();
        Container container = Container.start(large)) {
      FullStores stores = FullStores.fill(large, container.gateway());

      stores.assertServed(0);
      stores.assertServed(stores.tokens().size() - 1);
      assertThat(stores.gateway().meter("gateway_token_remembered"))
          .isBetween(1_000.0, stores.tokens().size() - 500.0);
      assertThat(stores.gateway().meter("gateway_cache_size_bytes"))
          .isBetween(60.0 * MIB, 64.0 * MIB);
      assertThat(stores.gateway().meter("gateway_cache_evictions_total{reason=\"size\""))
          .isPositive();
      long pid = Long.parseLong(container.inspect("{{.State.Pid}}"));
      assertThat(ResidentMemory.of(pid).anonymousBytes()).isLessThan(256 * MIB);
      assertThat(container.inspect("{{.State.OOMKilled}} {{.State.Running}}"))
          .isEqualTo("false true");
    }
  }

  @Test
  void theContainerRunsAsNobodyAndCannotWriteToItself() {
    try (Container container = Container.start(sandbox)) {
      assertThat(container.exec("id", "-u").lines()).containsExactly("10001");
      assertThat(container.exec("touch", "/opt/bimplus-gateway/app/x").exitCode()).isNotZero();
      assertThat(container.exec("find", "/opt/bimplus-gateway", "-user", "10001").lines())
          .isEmpty();
      assertThat(container.inspect("{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.Memory}}"))
          .isEqualTo("true " + 256 * 1024 * 1024);
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
}
