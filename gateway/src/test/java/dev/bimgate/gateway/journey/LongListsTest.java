package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import dev.bimgate.gateway.RawUpstream;
import dev.bimgate.gateway.RawUpstreamResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists that are long enough to be compressed on a worker thread. */
@QuarkusTest
@WithTestResource(RawUpstreamResource.class)
@SuppressWarnings("NullAway.Init")
class LongListsTest {

  private static final String LIST = "[\"" + "x".repeat(70_000) + "\"]";

  private final RawUpstream bimplus = RawUpstreamResource.upstream();

  @Inject Ground ground;

  @TestHTTPResource URI gateway;

  /** The end of a connection is reported on its event loop, but outside any request's context. */
  @ParameterizedTest
  @CsvSource({"Connection: close, 1", "Content-Length: 70004, 2"})
  void itIsServedHoweverItsEndIsFramed(String framing, int key) throws Exception {
    bimplus.answer(
        request ->
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + framing + "\r\n\r\n" + LIST);
    String line = "GET " + ground.projects() + "?long=" + key + " HTTP/1.1";
    String authorization = ground.authorization();

    RawHead loaded = RawConnection.ask(gateway, line, authorization);
    RawHead again = RawConnection.ask(gateway, line, authorization);

    assertThat(loaded.status()).isEqualTo(200);
    assertThat(again.values("Cache-Status").get(0)).contains("; hit;");
  }

  /**
   * A short one would have been rejected before its headers left: no 500, which would be our fault.
   */
  @Test
  void oneWhoseCodingBreaksLateIs502() throws Exception {
    byte[] packed = packed(noise(300_000));
    packed[packed.length - 1_000] ^= 0x55;
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
            + "Content-Length: "
            + packed.length
            + "\r\n\r\n";
    bimplus.answer(request -> head + new String(packed, StandardCharsets.ISO_8859_1));
    String line = "GET " + ground.projects() + "?long=3 HTTP/1.1";

    RawHead told = RawConnection.ask(gateway, line, ground.authorization());

    assertThat(told.status()).isEqualTo(502);
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(5).nextBytes(noise);
    return noise;
  }

  private static byte[] packed(byte[] plain) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }
}
