package dev.bimgate.gateway.protocol;

import dev.bimgate.gateway.context.ProtocolError;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2LifecycleManager;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * The resets of one HTTP/2 connection, between its encoder and its codec: where the codec resets a
 * stream because its headers are malformed, the stages get a synthetic request instead. They reset
 * the stream with the same error, and log and count it.
 *
 * <p>The codec reports such a stream to nothing else, nor what is wrong with its headers.
 */
final class Http2Resets implements Http2LifecycleManager {

  private final Http2ConnectionHandler codec;
  private final Http2Connection.PropertyKey begun;
  private final HeaderTimeout pace;

  /**
   * @param begun marks streams whose headers were passed on
   */
  Http2Resets(Http2ConnectionHandler codec, Http2Connection.PropertyKey begun, HeaderTimeout pace) {
    this.codec = codec;
    this.begun = begun;
    this.pace = pace;
  }

  @Override
  public ChannelFuture resetStream(
      ChannelHandlerContext context, int streamId, long error, ChannelPromise promise) {
    if (error == Http2Error.PROTOCOL_ERROR.code()
        && isOfMalformedHead(streamId)
        && tell(context, streamId)) {
      promise.trySuccess();
      return promise;
    }
    return codec.resetStream(context, streamId, error, promise);
  }

  /**
   * Other frames may be wrong on streams without headers, too; a header list that is too large has
   * had its response already.
   */
  private boolean isOfMalformedHead(int streamId) {
    Http2Stream stream = codec.connection().stream(streamId);
    if (stream == null) {
      return !codec.connection().streamMayHaveExisted(streamId) && pace.hasSeenHeadOf(streamId);
    }
    return stream.getProperty(begun) == null && !stream.isHeadersSent();
  }

  /** False if the connection accepts no more streams: then the error needs no report. */
  private boolean tell(ChannelHandlerContext context, int streamId) {
    try {
      Http2Stream stream = codec.connection().stream(streamId);
      if (stream == null) {
        stream = codec.connection().remote().createStream(streamId, true);
      }
      stream.setProperty(begun, true);
      codec
          .decoder()
          .frameListener()
          .onHeadersRead(
              context,
              streamId,
              Http2Validator.tell(new DefaultHttp2Headers(), ProtocolError.MALFORMED),
              0,
              true);
      return true;
    } catch (Http2Exception rejected) {
      return false;
    }
  }

  @Override
  public void closeStreamLocal(Http2Stream stream, ChannelFuture future) {
    codec.closeStreamLocal(stream, future);
  }

  @Override
  public void closeStreamRemote(Http2Stream stream, ChannelFuture future) {
    codec.closeStreamRemote(stream, future);
  }

  @Override
  public void closeStream(Http2Stream stream, ChannelFuture future) {
    codec.closeStream(stream, future);
  }

  @Override
  public ChannelFuture goAway(
      ChannelHandlerContext context,
      int lastStreamId,
      long error,
      ByteBuf debugData,
      ChannelPromise promise) {
    return codec.goAway(context, lastStreamId, error, debugData, promise);
  }

  @Override
  public void onError(ChannelHandlerContext context, boolean outbound, Throwable cause) {
    codec.onError(context, outbound, cause);
  }
}
