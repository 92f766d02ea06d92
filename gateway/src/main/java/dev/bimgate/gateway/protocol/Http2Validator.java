package dev.bimgate.gateway.protocol;

import dev.bimgate.gateway.context.ProtocolError;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * Validates the headers of one HTTP/2 connection, between its codec and everything else. What
 * {@link Http2Rules} reject goes on as a synthetic request that carries the error to the stages, so
 * that its response has a log line and a meter, and other streams go on.
 */
final class Http2Validator extends Http2FrameListenerDecorator {

  private final Http2ConnectionHandler codec;
  private final Http2Connection.PropertyKey begun;

  private Http2Validator(Http2ConnectionHandler codec, Http2Connection.PropertyKey begun) {
    super(codec.decoder().frameListener());
    this.codec = codec;
    this.begun = begun;
  }

  /** Adds the check behind the codec of a connection, before the first frame. */
  static void addTo(ChannelPipeline pipeline, HeaderTimeout pace) {
    Http2ConnectionHandler codec = pipeline.get(Http2ConnectionHandler.class);
    if (codec != null) {
      Http2Connection.PropertyKey begun = codec.connection().newKey();
      codec.decoder().frameListener(new Http2Validator(codec, begun));
      codec.encoder().lifecycleManager(new Http2Resets(codec, begun, pace));
    }
  }

  /** Turns headers into the synthetic request that carries an error to the stages. */
  static Http2Headers tell(Http2Headers head, ProtocolError error) {
    return head.clear()
        .method("GET")
        .scheme("http")
        .authority("refused.invalid")
        .path(error.mark());
  }

  /** With the first settings, Vert.x replaces the listener behind this one. */
  @Override
  public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings)
      throws Http2Exception {
    super.onSettingsRead(context, settings);
    if (codec.decoder().frameListener() != this) {
      codec.decoder().frameListener(new Http2Validator(codec, begun));
    }
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext context,
      int streamId,
      Http2Headers head,
      int padding,
      boolean endOfStream)
      throws Http2Exception {
    check(streamId, head);
    super.onHeadersRead(context, streamId, head, padding, endOfStream);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext context,
      int streamId,
      Http2Headers head,
      int streamDependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean endOfStream)
      throws Http2Exception {
    check(streamId, head);
    super.onHeadersRead(
        context, streamId, head, streamDependency, weight, exclusive, padding, endOfStream);
  }

  private void check(int streamId, Http2Headers head) {
    Http2Stream stream = codec.connection().stream(streamId);
    if (stream == null || stream.getProperty(begun) != null) {
      // Trailers, which nothing reads.
      return;
    }
    stream.setProperty(begun, true);
    ProtocolError error = Http2Rules.faultOf(head);
    if (error != null) {
      tell(head, error);
    }
  }
}
