package dev.bimgate.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 clients that are slow with their headers. */
class HeaderTimeoutTest {

  private static final long LIMIT_MILLIS = 1_000;
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SETTINGS = frame(4, 0, 0);
  private static final byte[] HEAD_BEGINS = frame(1, 0, 20);
  private static final byte[] HEAD_GOES_ON = frame(9, 0, 20);
  private static final byte[] HEAD_ENDS = frame(9, 4, 20);
  private static final byte[] WHOLE_HEAD = frame(1, 4, 20);

  private final EmbeddedChannel channel = new EmbeddedChannel();

  HeaderTimeoutTest() {
    channel.freezeTime();
    channel.pipeline().addLast(new HeaderTimeout(LIMIT_MILLIS, 0));
  }

  @Test
  void aConnectionWithoutAFrameIsClosed() {
    pass(LIMIT_MILLIS - 1);
    assertThat(channel.isOpen()).isTrue();

    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 9, 10, 28})
  void headersThatStopAnywhereAreClosed(int bytes) {
    send(SETTINGS, SETTINGS.length);
    send(HEAD_BEGINS, HEAD_BEGINS.length);
    send(HEAD_GOES_ON, bytes);

    pass(LIMIT_MILLIS);

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void anotherFrameGivesHeadersNoMoreTime() {
    send(SETTINGS, SETTINGS.length);
    send(HEAD_BEGINS, HEAD_BEGINS.length);
    for (int i = 0; i < 9; i++) {
      pass(LIMIT_MILLIS / 10);
      send(HEAD_GOES_ON, HEAD_GOES_ON.length);
    }
    assertThat(channel.isOpen()).isTrue();

    pass(LIMIT_MILLIS / 10);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aConnectionMayBeIdleOnceItsHeadersAreComplete() {
    send(SETTINGS, SETTINGS.length);
    pass(10 * LIMIT_MILLIS);
    send(WHOLE_HEAD, WHOLE_HEAD.length);
    pass(10 * LIMIT_MILLIS);
    send(HEAD_BEGINS, HEAD_BEGINS.length);
    send(HEAD_ENDS, HEAD_ENDS.length);
    pass(10 * LIMIT_MILLIS);

    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void aConnectionWithAPrefaceAloneIsClosed() {
    EmbeddedChannel tls = overTls();

    tls.pipeline().firstContext().fireChannelRead(Unpooled.copiedBuffer(PREFACE));
    pass(tls, Http1Validator.HEAD_MILLIS);

    assertThat(tls.isOpen()).isFalse();
  }

  /** The preface was once read as a frame of 5 MB, and each connection closed after 15 s. */
  @Test
  void aConnectionOverTlsMayBeIdleOnceItsHeadersAreComplete() {
    EmbeddedChannel tls = overTls();

    tls.pipeline().firstContext().fireChannelRead(Unpooled.copiedBuffer(PREFACE, SETTINGS));
    tls.pipeline().firstContext().fireChannelRead(Unpooled.copiedBuffer(WHOLE_HEAD));
    pass(tls, 10 * Http1Validator.HEAD_MILLIS);

    assertThat(tls.isOpen()).isTrue();
  }

  /** A connection that has negotiated HTTP/2; what is read at its first handler is decrypted. */
  private static EmbeddedChannel overTls() {
    SslHandler tls =
        new SslHandler(engine()) {
          @Override
          public String applicationProtocol() {
            return "h2";
          }
        };
    tls.setHandshakeTimeoutMillis(0);
    EmbeddedChannel connection = new EmbeddedChannel();
    connection.freezeTime();
    connection.pipeline().addLast(tls).addLast(new Http1Validator());
    connection
        .pipeline()
        .firstContext()
        .fireUserEventTriggered(SslHandshakeCompletionEvent.SUCCESS);
    return connection;
  }

  private static SSLEngine engine() {
    try {
      SSLEngine engine = SSLContext.getDefault().createSSLEngine();
      engine.setUseClientMode(false);
      return engine;
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  @Test
  void aBodyMayTakeItsTime() {
    send(SETTINGS, SETTINGS.length);
    send(frame(0, 0, 100), 50);
    pass(10 * LIMIT_MILLIS);

    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void framesAreFollowedByteByByte() {
    for (byte[] frame : new byte[][] {SETTINGS, HEAD_BEGINS, HEAD_ENDS, frame(0, 0, 300)}) {
      for (byte octet : frame) {
        send(new byte[] {octet}, 1);
      }
    }
    pass(10 * LIMIT_MILLIS);
    assertThat(channel.isOpen()).isTrue();

    send(HEAD_BEGINS, HEAD_BEGINS.length);
    pass(LIMIT_MILLIS);
    assertThat(channel.isOpen()).isFalse();
  }

  private void pass(long millis) {
    pass(channel, millis);
  }

  private static void pass(EmbeddedChannel connection, long millis) {
    connection.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    connection.runPendingTasks();
  }

  private void send(byte[] bytes, int length) {
    channel.writeInbound(Unpooled.copiedBuffer(bytes, 0, length));
  }

  private static byte[] frame(int type, int flags, int length) {
    byte[] frame = new byte[9 + length];
    frame[1] = (byte) (length >> 8);
    frame[2] = (byte) length;
    frame[3] = (byte) type;
    frame[4] = (byte) flags;
    return frame;
  }
}
