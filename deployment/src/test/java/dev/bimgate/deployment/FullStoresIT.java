package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lists and verified tokens filled to their default sizes, in a JVM that is set up as it sets
 * itself up in a container of 256 MB. {@link ContainerIT} does the same in a container.
 */
class FullStoresIT {

  private static final long MEGABYTE = 1 << 20;

  private static Sandbox sandbox;
  private static RunningGateway gateway;
  private static FullStores stores;

  @BeforeAll
  static void fill(@TempDir Path directory) {
    sandbox = FullStores.startSandbox();
    gateway =
        RunningGateway.packaged(
            sandbox,
            directory,
            Map.of("gateway.cache.projects.fresh-for", "1h"),
            "@" + Repository.JVM_OPTIONS,
            "-XX:MaxRAM=256m",
            "-XX:+UseSerialGC");
    stores = FullStores.fill(sandbox, gateway);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    sandbox.close();
  }

  @Test
  void bothStoresAreFullAndNoFuller() {
    assertThat(stores.meter("gateway_cache_size_bytes"))
        .isBetween(60.0 * MEGABYTE, 64.0 * MEGABYTE);
    assertThat(stores.meter("gateway_cache_evictions_total{reason=\"size\"")).isPositive();
    assertThat(stores.meter("gateway_token_remembered"))
        .isBetween(1_000.0, stores.tokens().size() - 500.0);
  }

  /** Whoever came first has been evicted from both, whoever came last may be. */
  @Test
  void whatIsServedWithBothStoresFullIsRight() {
    for (int i = 0; i < 100; i++) {
      stores.assertServed(i);
      stores.assertServed(stores.tokens().size() - 1 - i);
    }
  }

  @Test
  void allOfTheProcessFitsInto256Megabytes() {
    assertThat(ResidentMemory.of(gateway.program().pid()).anonymousBytes())
        .isLessThan(256 * MEGABYTE);
  }
}
