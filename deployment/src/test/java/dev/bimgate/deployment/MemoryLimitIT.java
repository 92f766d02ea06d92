package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.peers.Waiting;
import dev.bimgate.sandbox.Download;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The container has enough memory: the kernel ends one that takes more than its 256 MB. */
@Tag("real-parts")
@Tag("concurrent")
class MemoryLimitIT {

  private static final long MIB = 1 << 20;

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
  void twoGigabytesGoThroughTheMemoryOfTheContainer() {
    Download huge = new Download(7, (1L << 31) + 1);
    String query = "/download?seed=" + huge.seed() + "&bytes=" + huge.lengthBytes();
    String token = sandbox.tokens().forUser("user-01");

    try (Container container = Container.start(sandbox)) {
      container.gateway().awaitKeys();
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
      container.gateway().awaitKeys();
      FullStores stores = FullStores.fill(large, container.gateway());

      stores.assertServed(0);
      stores.assertServed(stores.tokens().size() - 1);
      // Tokens are evicted soon after, not before, another one is stored.
      Waiting.until(
          () -> stores.gateway().meter("gateway_token_remembered") < stores.tokens().size() - 500);
      assertThat(stores.gateway().meter("gateway_token_remembered")).isGreaterThan(1_000);
      assertThat(stores.gateway().meter("gateway_cache_size_bytes"))
          .isBetween(60.0 * MIB, 64.0 * MIB);
      assertThat(stores.gateway().meter("gateway_cache_evictions_total{reason=\"size\""))
          .isPositive();
      assertThat(ResidentMemory.of(container.pid()).anonymousBytes()).isLessThan(256 * MIB);
      assertThat(container.inspect("{{.State.OOMKilled}} {{.State.Running}}"))
          .isEqualTo("false true");
    }
  }
}
