package dev.bimgate.gateway.context;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Encodes short lists into one buffer each, with their headers. The encoder of the codec makes two,
 * of which the second is then copied; all other responses are left to it.
 */
public final class ShortResponseEncoder extends ChannelOutboundHandlerAdapter {

  /** Vert.x's name for the encoder of HTTP/1.1; an HTTP/2 connection has none. */
  static final String CODEC = "httpEncoder";

  private static final byte[] STATUS_LINE =
      "HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII);

  /** The buffer grows for longer ones. */
  private static final int USUAL_HEADER_BYTES = 1_024;

  private static final int CRLF = '\r' << 8 | '\n';

  private final ChannelHandlerContext codec;

  private ShortResponseEncoder(ChannelHandlerContext codec) {
    this.codec = codec;
  }

  /** Adds it to a connection whose first request has arrived. */
  public static void addTo(HttpConnection connection) {
    addTo(((ConnectionBase) connection).channel().pipeline());
  }

  static void addTo(ChannelPipeline pipeline) {
    ChannelHandlerContext codec = pipeline.context(CODEC);
    if (codec != null) {
      pipeline.addAfter(CODEC, "short-responses", new ShortResponseEncoder(codec));
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    StoredBytes body = bodyOf(message);
    if (body == null) {
      var unused = context.write(message, promise);
      return;
    }
    try {
      HeadersMultiMap headers = (HeadersMultiMap) ((FullHttpResponse) message).headers();
      // Past the codec.
      var unused = codec.write(encode(context, headers, body), promise);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  /** The body of a short list that is sent whole; null for any other message. */
  private static @Nullable StoredBytes bodyOf(Object message) {
    return message instanceof FullHttpResponse response
            && response.status().equals(HttpResponseStatus.OK)
            && response.protocolVersion().equals(HttpVersion.HTTP_1_1)
            && response.headers() instanceof HeadersMultiMap
        ? StoredBytes.in(response.content())
        : null;
  }

  private static ByteBuf encode(
      ChannelHandlerContext context, HeadersMultiMap headers, StoredBytes body) {
    byte[] bytes = body.array();
    ByteBuf whole = context.alloc().ioBuffer(USUAL_HEADER_BYTES + bytes.length);
    whole.writeBytes(STATUS_LINE);
    headers.encode(whole);
    return whole.writeShort(CRLF).writeBytes(bytes);
  }
}
