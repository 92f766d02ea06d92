package dev.bimgate.gateway.context;

import dev.bimgate.gateway.context.http.ClientStream;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContentEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;

/**
 * Encodes short lists, 304 for them, and what is passed on and short, into one buffer each, with
 * their headers. The encoder of the codec makes two, of which the second is then copied; all other
 * responses are left to it.
 */
public final class ShortResponseEncoder extends ChannelOutboundHandlerAdapter {

  private static final Logger LOG = Logger.getLogger(ShortResponseEncoder.class);

  /** Vert.x's name for the encoder of HTTP/1.1; an HTTP/2 connection has none. */
  static final String CODEC = "httpEncoder";

  private static final AttributeKey<Boolean> PRESENT =
      AttributeKey.valueOf(ShortResponseEncoder.class, "present");

  private static final byte[] OK = statusLine("200 OK");
  private static final byte[] NOT_MODIFIED = statusLine("304 Not Modified");

  /** Status line, {@code Content-Length} and {@code Connection}; the buffer grows for CORS. */
  private static final int OTHER_BYTES = 128;

  /** The headers of most responses; a buffer that grows is copied. */
  private static final int USUAL_BYTES = 1_024;

  private static final int CRLF = '\r' << 8 | '\n';

  private final ChannelHandlerContext codec;

  private ShortResponseEncoder(ChannelHandlerContext codec) {
    this.codec = codec;
  }

  /** Adds it to a connection on which a request has arrived, once. */
  public static void addTo(HttpConnection connection) {
    addTo(ClientStream.channelOf(connection));
  }

  static void addTo(Channel channel) {
    ChannelPipeline pipeline = channel.pipeline();
    ChannelHandlerContext codec = pipeline.context(CODEC);
    // What compresses bodies would take the headers with the body.
    if (codec != null
        && !channel.hasAttr(PRESENT)
        && pipeline.get(HttpContentEncoder.class) == null) {
      pipeline.addAfter(CODEC, "short-responses", new ShortResponseEncoder(codec));
      channel.attr(PRESENT).set(true);
    }
  }

  /** Whether responses to a request pass one of these. */
  static boolean isOn(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_1_1
        && ClientStream.channelOf(request.connection()).hasAttr(PRESENT);
  }

  private static byte[] statusLine(String status) {
    return ("HTTP/1.1 " + status + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    StoredBytes body =
        message instanceof FullHttpResponse response ? StoredBytes.in(response.content()) : null;
    if (body == null) {
      var unused = context.write(message, promise);
      return;
    }
    try {
      // Past the codec.
      var unused = codec.write(encode(context, (FullHttpResponse) message, body), promise);
    } catch (RuntimeException | OutOfMemoryError defect) {
      // Nobody else would learn of it, and the client would take the next response for this one.
      LOG.error("a short response was not encoded", defect);
      promise.tryFailure(defect);
      context.close();
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private static ByteBuf encode(
      ChannelHandlerContext context, FullHttpResponse response, StoredBytes body) {
    byte[] bytes = body.array();
    HeaderLines lines = HeaderLines.begin();
    body.headers.accept(lines);
    int head = lines.length() == 0 ? USUAL_BYTES : OTHER_BYTES + lines.length();
    ByteBuf whole = context.alloc().ioBuffer(head + bytes.length);
    boolean complete = false;
    try {
      whole.writeBytes(statusLine(response.status()));
      lines.writeTo(whole);
      ((HeadersMultiMap) response.headers()).encode(whole);
      whole.writeShort(CRLF).writeBytes(bytes);
      complete = true;
      return whole;
    } finally {
      if (!complete) {
        whole.release();
      }
    }
  }

  private static byte[] statusLine(HttpResponseStatus status) {
    return switch (status.code()) {
      case 200 -> OK;
      case 304 -> NOT_MODIFIED;
      default -> statusLine(status.toString());
    };
  }
}
