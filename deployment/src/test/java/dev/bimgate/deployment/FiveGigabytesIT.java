package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.Download;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Five gigabytes of unknown length, or as many bytes as {@code -Dbig-streams.length} says, through
 * a gateway with a heap of 256 MB, over both versions.
 */
@Tag("real-parts")
class FiveGigabytesIT {

  private static final Download HUGE =
      new Download(7, Long.getLong("big-streams.length", 5_000_000_000L));
  private static final Download LARGE = new Download(8, 250_000_000L);
  private static final long GROWTH_BYTES = 100_000_000;
  private static final int WARM_UPS = 3;

  /** Once for all: it takes as long as a body. */
  private static final String EXPECTED = HUGE.sha256();

  private final Sandbox sandbox =
      Sandbox.start(SandboxOptions.defaults().withTokenLifetime(Duration.ofHours(1)));
  private final RunningGateway gateway;

  FiveGigabytesIT(@TempDir Path directory) {
    gateway = RunningGateway.packagedForLoad(sandbox, directory, Map.of());
  }

  @AfterEach
  void stop() {
    gateway.close();
    sandbox.close();
  }

  @ParameterizedTest
  @EnumSource
  void goDown(Curl.Version version) {
    Curl curl = curl(version);
    long warmBytes = warmUp(curl);

    Sha256 received = new Sha256();
    long length =
        curl.download(
            url("/download?chunked=1&seed=7&bytes=" + HUGE.lengthBytes()),
            body -> received.feed(body, Long.MAX_VALUE));

    assertThat(length).isEqualTo(HUGE.lengthBytes());
    assertThat(received.hex()).isEqualTo(EXPECTED);
    assertThat(memory().peakBytes() - warmBytes).isLessThan(GROWTH_BYTES);
  }

  @ParameterizedTest
  @EnumSource
  void goUp(Curl.Version version) {
    Curl curl = curl(version);
    long warmBytes = warmUp(curl);

    String response = curl.upload(url("/upload"), new MadeBody(HUGE));

    assertThat(response).contains("\"length\":" + HUGE.lengthBytes()).contains(EXPECTED);
    assertThat(memory().peakBytes() - warmBytes).isLessThan(GROWTH_BYTES);
  }

  /** Fills the heap, so that what grows afterwards is held for the stream's sake. */
  private long warmUp(Curl curl) {
    for (int round = 0; round < WARM_UPS; round++) {
      curl.download(
          url("/download?seed=8&bytes=" + LARGE.lengthBytes()),
          body -> new Sha256().feed(body, Long.MAX_VALUE));
    }
    return memory().nowBytes();
  }

  private Curl curl(Curl.Version version) {
    return new Curl(version, "Bearer " + sandbox.tokens().forUser("user-01"));
  }

  private URI url(String resource) {
    return gateway.url("/v2/" + sandbox.teams().get(0) + resource);
  }

  private ResidentMemory memory() {
    return ResidentMemory.of(gateway.program().pid());
  }
}
