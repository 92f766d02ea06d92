package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.Download;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.wire.Gate;
import dev.bimgate.sandbox.wire.RecordedRequest;
import dev.bimgate.sandbox.wire.Requests;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies far larger than the gateway's memory, measured in bytes, not in time. */
class BigStreamsIT {

  private static final long MEGABYTE = 1_000_000;

  /** Over 2 GB, and over what an int can count. */
  private static final Download HUGE = new Download(7, (1L << 31) + 1);

  private static final Download LARGE = new Download(8, 250 * MEGABYTE);
  private static final Download OTHER = new Download(9, 250 * MEGABYTE);

  /** What the buffers of two connections may hold: the kernel's on both sides, and ours. */
  private static final long IN_FLIGHT_BYTES = 40 * MEGABYTE;

  private static final long GROWTH_BYTES = 100 * MEGABYTE;

  private final Sandbox sandbox =
      Sandbox.start(SandboxOptions.defaults().withTokenLifetime(Duration.ofHours(1)));
  private final String team = "/v2/" + sandbox.teams().get(0);
  private final String bearer = "Bearer " + sandbox.tokens().forUser("user-01");
  private final RunningGateway gateway;
  private long warmBytes;

  BigStreamsIT(@TempDir Path directory) {
    gateway = RunningGateway.packagedForLoad(sandbox, directory, Map.of());
  }

  /**
   * The heap has been filled once, so that what grows after this is held for the stream's sake.
   *
   * <p>Before it, the JVM has touched but a part of the heap that it may use, and G1 lets the rest
   * fill with garbage whatever is streamed: some 100 MB of a heap of 256.
   */
  @BeforeEach
  void oneBodyHasGoneThroughEachWay() {
    new Sha256().feed(download(OTHER), Long.MAX_VALUE);
    upload("/upload", OTHER, new MadeBody(OTHER));
    warmBytes = memory().nowBytes();
  }

  @AfterEach
  void stop() {
    gateway.close();
    sandbox.close();
  }

  @Test
  void twoGigabytesDownAreEqualAndDoNotFillTheMemory() {
    Sha256 received = new Sha256();
    long length = received.feed(download(HUGE), Long.MAX_VALUE);

    assertThat(length).isEqualTo(HUGE.lengthBytes());
    assertThat(received.hex()).isEqualTo(HUGE.sha256());
    assertThat(memory().peakBytes() - warmBytes).isLessThan(GROWTH_BYTES);
  }

  @Test
  void twoGigabytesUpAreEqualAndDoNotFillTheMemory() {
    String response = upload("/upload", HUGE, new MadeBody(HUGE));

    assertThat(response).contains("\"length\":" + HUGE.lengthBytes()).contains(HUGE.sha256());
    assertThat(memory().peakBytes() - warmBytes).isLessThan(GROWTH_BYTES);
  }

  /**
   * One reader stands still while another takes a whole body through the same gateway: without
   * back-pressure about as much of the first body would have left Bimplus meanwhile.
   */
  @Test
  void aReaderThatStandsStillHoldsBimplusBack() {
    InputStream slow = download(LARGE);
    RecordedRequest upstream = sandbox.recorder().last(Requests.to(team + "/download"));
    Sha256 received = new Sha256();
    long taken = 0;

    for (int step = 0; step < 3; step++) {
      taken += received.feed(slow, 5 * MEGABYTE);
      assertThat(new Sha256().feed(download(OTHER), Long.MAX_VALUE)).isEqualTo(OTHER.lengthBytes());
      assertThat(upstream.answerBytes() - taken).isLessThan(IN_FLIGHT_BYTES);
    }

    received.feed(slow, Long.MAX_VALUE);
    assertThat(received.hex()).isEqualTo(LARGE.sha256());
    assertThat(memory().peakBytes() - warmBytes).isLessThan(GROWTH_BYTES);
  }

  /** The same the other way: Bimplus reads nothing of one upload while another goes through. */
  @Test
  void aBimplusThatReadsNothingHoldsTheSenderBack() {
    Gate gate =
        sandbox
            .bimplus()
            .faults()
            .holdRequests(request -> request.target().equals(team + "/upload?held=1"));
    MadeBody body = new MadeBody(LARGE);

    CompletableFuture<String> held =
        CompletableFuture.supplyAsync(() -> upload("/upload?held=1", LARGE, body));
    gate.awaitArrivals(1);
    assertThat(upload("/upload", OTHER, new MadeBody(OTHER))).contains(OTHER.sha256());
    assertThat(body.takenBytes()).isLessThan(IN_FLIGHT_BYTES);

    gate.release();
    assertThat(held.join()).contains(LARGE.sha256());
    assertThat(memory().peakBytes() - warmBytes).isLessThan(GROWTH_BYTES);
  }

  private InputStream download(Download content) {
    URI url =
        gateway.url(team + "/download?seed=" + content.seed() + "&bytes=" + content.lengthBytes());
    return Http.send(Http.request(url, bearer), BodyHandlers.ofInputStream()).body();
  }

  private String upload(String resource, Download content, MadeBody body) {
    BodyPublisher sent =
        BodyPublishers.fromPublisher(
            BodyPublishers.ofInputStream(() -> body), content.lengthBytes());
    HttpRequest.Builder request = Http.request(gateway.url(team + resource), bearer).PUT(sent);
    return Http.send(request, BodyHandlers.ofString()).body();
  }

  private ResidentMemory memory() {
    return ResidentMemory.of(gateway.program().pid());
  }
}
