package dev.bimgate.gateway.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPromise;
import io.netty.channel.VoidChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShortResponseEncoderTest {

  private static final String LIST = "[\"" + "house".repeat(300) + "\"]";

  private final EmbeddedChannel channel = new EmbeddedChannel();

  ShortResponseEncoderTest() {
    channel.pipeline().addLast(ShortResponseEncoder.CODEC, new HttpResponseEncoder());
    ShortResponseEncoder.addTo(channel);
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void aListIsOneBufferWithItsHeaders() {
    HeadersMultiMap headers = headers().add("ETag", "\"1\"");

    assertThat(written(response(HttpResponseStatus.OK, headers, stored())))
        .containsExactly(
            "HTTP/1.1 200 OK\r\nContent-Length: "
                + LIST.length()
                + "\r\nETag: \"1\"\r\n\r\n"
                + LIST);
  }

  @Test
  void aBodyThatVertxHasWrappedIsFound() {
    ByteBuf wrapped = Unpooled.unreleasableBuffer(stored().slice());

    assertThat(written(response(HttpResponseStatus.OK, headers(), wrapped)))
        .singleElement()
        .asString()
        .endsWith("\r\n\r\n" + LIST);
  }

  @Test
  void headersThatAreLongerThanUsualAreWhole() {
    String value = "v".repeat(5_000);

    assertThat(written(response(HttpResponseStatus.OK, headers().add("X-Long", value), stored())))
        .singleElement()
        .asString()
        .contains("\r\nX-Long: " + value + "\r\n\r\n" + LIST);
  }

  @Test
  void allElseIsLeftToTheCodec() {
    ByteBuf problem = Unpooled.copiedBuffer(LIST, StandardCharsets.US_ASCII);

    assertThat(written(response(HttpResponseStatus.OK, headers(), problem)))
        .hasSize(2)
        .last()
        .isEqualTo(LIST);
  }

  /** As Vert.x writes a hit: without a promise, so that nobody else learns of a failure. */
  @Test
  void aHitThatCannotBeEncodedClosesItsConnection() {
    StoredBytes broken =
        new StoredBytes(
            LIST.getBytes(StandardCharsets.US_ASCII),
            lines -> {
              throw new IllegalStateException("a defect");
            });

    channel.writeAndFlush(response(HttpResponseStatus.OK, headers(), broken), asVertx());

    assertThat(channel.isOpen()).isFalse();
    assertThat(channel.<Object>readOutbound()).isNull();
  }

  @Test
  void aResponseThatIsPassedOnHasItsStatusAndReason() {
    assertThat(written(response(HttpResponseStatus.NOT_FOUND, headers(), stored())))
        .singleElement()
        .asString()
        .startsWith("HTTP/1.1 404 Not Found\r\n")
        .endsWith("\r\n\r\n" + LIST);
  }

  /** It arrives after the connection was closed and forgotten. */
  @Test
  void aPipelinedRequestFindsTheEncoderThere() {
    ShortResponseEncoder.addTo(channel);

    assertThat(written(response(HttpResponseStatus.OK, headers(), stored()))).hasSize(1);
  }

  /** That of a write of which nobody wants to know the end. */
  private ChannelPromise asVertx() {
    return new VoidChannelPromise(channel, false);
  }

  private static HeadersMultiMap headers() {
    return HeadersMultiMap.httpHeaders().add("Content-Length", String.valueOf(LIST.length()));
  }

  private static StoredBytes stored() {
    return new StoredBytes(LIST.getBytes(StandardCharsets.US_ASCII), none -> {});
  }

  private static FullHttpResponse response(
      HttpResponseStatus status, HeadersMultiMap headers, ByteBuf body) {
    return new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1, status, body, headers, EmptyHttpHeaders.INSTANCE);
  }

  private List<String> written(FullHttpResponse response) {
    channel.writeOutbound(response);
    List<String> buffers = new ArrayList<>();
    for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      buffers.add(next.toString(StandardCharsets.ISO_8859_1));
      next.release();
    }
    return buffers;
  }
}
