package dev.bimgate.gateway.journey;

import static dev.bimgate.gateway.RawHttp2.CONTINUATION;
import static dev.bimgate.gateway.RawHttp2.DATA;
import static dev.bimgate.gateway.RawHttp2.ENHANCE_YOUR_CALM;
import static dev.bimgate.gateway.RawHttp2.HEADERS;
import static dev.bimgate.gateway.RawHttp2.NO_FLAG;
import static dev.bimgate.gateway.RawHttp2.PING;
import static dev.bimgate.gateway.RawHttp2.PRIORITY;
import static dev.bimgate.gateway.RawHttp2.RST_STREAM;
import static dev.bimgate.gateway.RawHttp2.SETTINGS;
import static dev.bimgate.gateway.RawHttp2.WINDOW_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawHttp2;
import dev.bimgate.gateway.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send many HTTP/2 frames at no cost of their own. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class Http2FloodsTest {

  private static final int MANY = 1_000;
  private static final byte[] CANCEL = RawHttp2.number(8);
  private static final int UNKNOWN_TYPE = 0x40;

  @Inject Ground ground;
  @TestHTTPResource URI gateway;

  private String authorization;

  @BeforeEach
  void logIn() {
    authorization = "Bearer " + ground.token(Ground.USER);
  }

  /** Without the end of their bodies, as a reset that comes after the response does not count. */
  @Test
  void streamsThatAreResetAtOnceCloseTheConnection() throws Exception {
    endsInCalm(
        201,
        (connection, stream) -> {
          connection.head(stream, false, head("POST", ground.echo()));
          connection.frame(RST_STREAM, NO_FLAG, stream, CANCEL);
        });

    assertThat(ground.calls()).isLessThanOrEqualTo(200);
  }

  @Test
  void streamsThatTheGatewayMustResetCloseTheConnection() throws Exception {
    endsInCalm(
        201,
        (connection, stream) -> {
          connection.head(stream, false, head("POST", ground.echo()));
          connection.frame(WINDOW_UPDATE, NO_FLAG, stream, RawHttp2.number(0));
        });

    assertThat(ground.calls()).isLessThanOrEqualTo(200);
  }

  @Test
  void headersThatTheCodecRejectsCloseTheConnection() throws Exception {
    // Each is counted as two resets: the codec's, and the stages'.
    endsInCalm(
        101,
        (connection, stream) ->
            connection.head(stream, true, head("GET", "/v2/user", "connection", "close")));

    assertThat(ground.callsTo("/v2/user")).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void smallContinuationsCloseTheConnection(int size) throws Exception {
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      byte[] begin = get(ground.projects());
      connection.together(
          () -> {
            connection.frame(HEADERS, NO_FLAG, 1, begin);
            for (int i = 0; i < 17; i++) {
              connection.frame(CONTINUATION, NO_FLAG, 1, new byte[size]);
            }
          });

      assertThat(connection.goneAway()).isEqualTo(ENHANCE_YOUR_CALM);
    }
    othersAreServed();
  }

  @Test
  void headersWithoutEndCloseTheConnection() throws Exception {
    byte[] fields = RawHttp2.block("x", "a".repeat(8_000));
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      connection.frame(HEADERS, NO_FLAG, 1, get(ground.projects()));

      assertThat(flood(i -> connection.frame(CONTINUATION, NO_FLAG, 1, fields))).isLessThan(MANY);
    }
    assertThat(ground.calls()).isZero();
    othersAreServed();
  }

  @Test
  void emptyFramesOfABodyCloseTheConnection() throws Exception {
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      connection.head(1, false, head("POST", ground.echo()));
      connection.together(
          () -> {
            for (int i = 0; i < 3; i++) {
              connection.frame(DATA, NO_FLAG, 1);
            }
          });

      assertThat(connection.goneAway()).isEqualTo(ENHANCE_YOUR_CALM);
    }
    othersAreServed();
  }

  @ParameterizedTest
  @ValueSource(ints = {PING, SETTINGS})
  void framesWhoseResponsesAreNotReadCloseTheConnection(int type) throws Exception {
    byte[] payload = new byte[type == PING ? 8 : 0];
    byte[] frame = new byte[9 + payload.length];
    frame[2] = (byte) payload.length;
    frame[3] = (byte) type;
    byte[] thousand = new byte[frame.length * MANY];
    IntStream.range(0, MANY)
        .forEach(i -> System.arraycopy(frame, 0, thousand, i * frame.length, frame.length));
    try (RawHttp2 connection = RawHttp2.withSmallWindow(gateway)) {
      assertThat(flood(i -> connection.bytes(thousand))).isLessThan(MANY);
    }
    othersAreServed();
  }

  @ParameterizedTest
  @ValueSource(ints = {PING, SETTINGS, PRIORITY, WINDOW_UPDATE, UNKNOWN_TYPE})
  void acceptedFramesCostNoUpstreamRequestAndNobodyElse(int type) throws Exception {
    byte[] payload =
        switch (type) {
          case PING -> new byte[8];
          case PRIORITY -> new byte[5];
          case WINDOW_UPDATE -> RawHttp2.number(1);
          default -> new byte[0];
        };
    int stream = type == PRIORITY ? 3 : 0;
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      for (int i = 0; i < MANY; i++) {
        connection.frame(type, NO_FLAG, stream, payload);
      }
      othersAreServed();

      assertThat(connection.isAlive()).isTrue();
      assertThat(connection.head(101, true, get(ground.projects())).ended(101).status())
          .isEqualTo(200);
    }
  }

  @Test
  void moreStreamsThanAllowedAreRefusedThoughOurSettingsAreNotAcknowledged() throws Exception {
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      for (int stream = 1; stream < 2 * 150; stream += 2) {
        connection.head(stream, false, head("POST", ground.echo()));
      }
      assertThat(connection.ended(299).reset()).isPositive();
      assertThat(connection.isAlive()).isTrue();
    }
    assertThat(ground.calls()).isLessThanOrEqualTo(100);
    othersAreServed();
  }

  @Test
  void responsesThatAreNotReadWaitUntilTheyAre() throws Exception {
    byte[] noWindow = {0, 4, 0, 0, 0, 0};
    byte[] largeWindow = {0, 4, 0, 15, 0, 0};
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      connection.frame(SETTINGS, NO_FLAG, 0, noWindow);
      for (int stream = 1; stream < 100; stream += 2) {
        connection.head(stream, true, get(ground.projects()));
      }
      assertThat(connection.isAlive()).isTrue();
      othersAreServed();
      connection.frame(SETTINGS, NO_FLAG, 0, largeWindow);

      for (int stream = 1; stream < 100; stream += 2) {
        assertThat(connection.ended(stream).whole()).isTrue();
      }
    }
    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
  }

  /** Sends it on so many streams, one after the other: then the connection is closed for it. */
  private void endsInCalm(int streams, Step onStream) throws IOException {
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      for (int stream = 1; stream <= 2 * streams; stream += 2) {
        onStream.take(connection, stream);
      }

      assertThat(connection.goneAway()).isEqualTo(ENHANCE_YOUR_CALM);
    }
    othersAreServed();
  }

  /** How often it was sent before the connection was closed. */
  private static int flood(Sending sending) throws IOException {
    for (int i = 0; i < MANY; i++) {
      try {
        sending.send(i);
      } catch (SocketException closed) {
        return i;
      }
    }
    return MANY;
  }

  private void othersAreServed() throws IOException {
    try (RawHttp2 other = RawHttp2.to(gateway)) {
      other.head(1, true, get(ground.projects()));

      assertThat(other.ended(1).status()).isEqualTo(200);
    }
  }

  private byte[] get(String path) {
    return head("GET", path);
  }

  private byte[] head(String method, String path, String... more) {
    String[] good = {
      ":method", method,
      ":scheme", "http",
      ":authority", "gateway.test",
      ":path", path,
      "authorization", authorization
    };
    String[] all = Arrays.copyOf(good, good.length + more.length);
    System.arraycopy(more, 0, all, good.length, more.length);
    return RawHttp2.block(all);
  }

  private interface Step {
    void take(RawHttp2 connection, int stream) throws IOException;
  }

  private interface Sending {
    void send(int number) throws IOException;
  }
}
