package dev.bimgate.gateway.context;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContentEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Encodes short lists, and 304 for them, into one buffer each, with their headers. The encoder of
 * the codec makes two, of which the second is then copied; all other responses are left to it.
 */
public final class ShortResponseEncoder extends ChannelOutboundHandlerAdapter {

  /** Vert.x's name for the encoder of HTTP/1.1; an HTTP/2 connection has none. */
  static final String CODEC = "httpEncoder";

  private static final byte[] OK = statusLine("200 OK");
  private static final byte[] NOT_MODIFIED = statusLine("304 Not Modified");

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
    // What compresses bodies would take the headers with the body.
    if (codec != null && pipeline.get(HttpContentEncoder.class) == null) {
      pipeline.addAfter(CODEC, "short-responses", new ShortResponseEncoder(codec));
    }
  }

  /** Whether responses to a request pass one of these. */
  static boolean isOn(HttpServerRequest request) {
    return request.version() == io.vertx.core.http.HttpVersion.HTTP_1_1
        && ((ConnectionBase) request.connection())
                .channel()
                .pipeline()
                .get(ShortResponseEncoder.class)
            != null;
  }

  private static byte[] statusLine(String status) {
    return ("HTTP/1.1 " + status + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    StoredBytes body = bodyOf(message);
    if (body == null) {
      var unused = context.write(message, promise);
      return;
    }
    try {
      // Past the codec.
      var unused = codec.write(encode(context, (FullHttpResponse) message, body), promise);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  /** The body of a short list that is sent whole; null for any other message. */
  private static @Nullable StoredBytes bodyOf(Object message) {
    return message instanceof FullHttpResponse response
            && isOkOrNotModified(response.status())
            && response.protocolVersion().equals(HttpVersion.HTTP_1_1)
            && response.headers() instanceof HeadersMultiMap
        ? StoredBytes.in(response.content())
        : null;
  }

  private static boolean isOkOrNotModified(HttpResponseStatus status) {
    return status.equals(HttpResponseStatus.OK) || status.equals(HttpResponseStatus.NOT_MODIFIED);
  }

  private static ByteBuf encode(
      ChannelHandlerContext context, FullHttpResponse response, StoredBytes body) {
    byte[] bytes = body.array();
    HeaderLines lines = HeaderLines.begin();
    body.headers.accept(lines);
    ByteBuf whole = context.alloc().ioBuffer(USUAL_HEADER_BYTES + bytes.length);
    whole.writeBytes(response.status().equals(HttpResponseStatus.OK) ? OK : NOT_MODIFIED);
    lines.writeTo(whole);
    ((HeadersMultiMap) response.headers()).encode(whole);
    return whole.writeShort(CRLF).writeBytes(bytes);
  }
}
