package dev.bimgate.gateway.protocol;

import dev.bimgate.gateway.context.ProtocolError;
import dev.bimgate.gateway.context.RejectedBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Validates one connection before the HTTP/1.1 codec sees a byte: what {@link Http1Parser} rejects
 * does not pass, nor anything after it. Request line and headers pass whole or not at all.
 *
 * <p>For HTTP/2, {@link Http2Validator} and {@link HeaderTimeout} replace it.
 */
final class Http1Validator extends ChannelDuplexHandler {

  /**
   * From the first byte of a request, or the start of the connection, to the end of the headers.
   */
  static final long HEAD_MILLIS = 15_000;

  /** The size of most headers. */
  private static final int USUAL_HEAD = 2_048;

  private static final int USUAL_CHUNK_LINE = 64;

  /** A copy of bytes that are not in an array. */
  private static final FastThreadLocal<byte[]> WINDOW =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[Http1Parser.MAX_UNIT_BYTES];
        }
      };

  private final Http1Parser parser = new Http1Parser();
  private ByteBuf held = Unpooled.EMPTY_BUFFER;
  private @Nullable Future<?> timer;
  private long chunkedBodies;
  private boolean begun;
  private boolean decoderReplaced;
  private boolean rejected;
  private boolean closing;

  /** A connection that {@link AcceptGate} held has become active before. */
  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    if (context.channel().isActive()) {
      awaitHead(context);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    awaitHead(context);
    context.fireChannelActive();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    context.fireUserEventTriggered(event);
    if (event instanceof SslHandshakeCompletionEvent) {
      SslHandler tls = context.pipeline().get(SslHandler.class);
      if (tls != null && "h2".equals(tls.applicationProtocol())) {
        stepAside(context, Preface.LENGTH);
        context.pipeline().remove(this);
      }
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (rejected) {
      bytes.release();
      return;
    }
    boolean joined = held.isReadable();
    if (joined) {
      bytes = held.writeBytes(bytes);
      ((ByteBuf) message).release();
      held = Unpooled.EMPTY_BUFFER;
    }
    switch (begun ? Preface.NO : Preface.of(context.pipeline(), bytes)) {
      case YES -> {
        // The codec is installed on the preface alone; no frame may pass before its check is in
        // place.
        context.fireChannelRead(bytes.readRetainedSlice(Preface.LENGTH));
        stepAside(context, 0);
        context.fireChannelRead(bytes);
        context.pipeline().remove(this);
      }
      case MAYBE -> hold(bytes, joined);
      case NO -> {
        if (begun && !joined) {
          replaceDecoder(context.pipeline());
        }
        begun = true;
        check(context, bytes, joined);
      }
    }
  }

  /** Not before the first request: without TLS, Vert.x adds its decoder when that arrives. */
  private void replaceDecoder(ChannelPipeline pipeline) {
    if (!decoderReplaced && parser.isBetweenRequests()) {
      decoderReplaced = true;
      ValidatedRequestDecoder.replaceIn(pipeline);
    }
  }

  private static void stepAside(ChannelHandlerContext context, int prefaceBytes) {
    ChannelPipeline pipeline = context.pipeline();
    HeaderTimeout pace = new HeaderTimeout(HEAD_MILLIS, prefaceBytes);
    Http2Validator.addTo(pipeline, pace);
    pipeline.addAfter(context.name(), "pace", pace);
  }

  private void check(ChannelHandlerContext context, ByteBuf bytes, boolean joined) {
    int end = bytes.writerIndex();
    int passed = bytes.readerIndex();
    int after = passed;
    while (after >= 0 && passed < end) {
      int body = (int) Math.min(parser.bodyBytes(), end - passed);
      parser.skipBody(body);
      passed += body;
      if (passed < end) {
        after = unit(bytes, passed, end);
        passed = Math.max(passed, after);
      }
    }
    if (passed == end) {
      context.fireChannelRead(bytes);
      return;
    }
    if (passed > bytes.readerIndex()) {
      context.fireChannelRead(bytes.readRetainedSlice(passed - bytes.readerIndex()));
    }
    if (after == Scan.REJECTED) {
      reject(context, parser.fault(), bytes);
      bytes.release();
      return;
    }
    hold(bytes, joined);
    if (parser.isAtHead()) {
      awaitHead(context);
    }
  }

  /** The index after the unit at {@code at}, or what {@link Http1Parser#read} returns. */
  private int unit(ByteBuf bytes, int at, int end) {
    boolean head = parser.isAtHead();
    int after = head ? read(bytes, at, end, USUAL_HEAD) : read(bytes, at, end, USUAL_CHUNK_LINE);
    if (after >= 0 && head && !parser.isAfterEmptyLine()) {
      headIsComplete();
      if (!parser.isAtHead()) {
        chunkedBodies++;
      }
      if (parser.upgradeAt() > 0) {
        // Disables the header: RFC 9110, section 7.8, lets a server ignore it.
        bytes.setByte(at + parser.upgradeAt(), '-');
      }
    }
    return after;
  }

  private int read(ByteBuf bytes, int at, int end, int usual) {
    if (bytes.hasArray()) {
      int offset = bytes.arrayOffset();
      int after = parser.read(bytes.array(), offset + at, offset + end);
      return after < 0 ? after : after - offset;
    }
    byte[] window = WINDOW.get();
    int all = Math.min(end - at, window.length);
    int size = Math.min(all, usual);
    bytes.getBytes(at, window, 0, size);
    int after = parser.read(window, 0, size);
    if (after == Scan.INCOMPLETE && size < all) {
      bytes.getBytes(at, window, 0, all);
      after = parser.read(window, 0, all);
    }
    return after < 0 ? after : at + after;
  }

  /**
   * Holds what is left until more arrives, in a buffer of its own: what was passed on shares the
   * buffer it arrived in, and is read later.
   */
  private void hold(ByteBuf bytes, boolean ours) {
    if (ours && bytes.readerIndex() == 0) {
      held = bytes;
      return;
    }
    held = Unpooled.buffer(bytes.readableBytes()).writeBytes(bytes);
    bytes.release();
  }

  private void reject(ChannelHandlerContext context, ProtocolError error, ByteBuf bytes) {
    rejected = true;
    headIsComplete();
    if (parser.isAtHead()) {
      context.fireChannelRead(SyntheticRequest.head(error, bytes));
    } else if (RejectedBody.reject(context.channel(), chunkedBodies, error)) {
      context.fireChannelRead(SyntheticRequest.chunk());
    }
  }

  private void awaitHead(ChannelHandlerContext context) {
    if (timer == null) {
      timer = context.executor().schedule(() -> late(context), HEAD_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void headIsComplete() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void late(ChannelHandlerContext context) {
    timer = null;
    if (!context.channel().config().isAutoRead()) {
      // The gateway itself has paused reading.
      awaitHead(context);
    } else if (held.isReadable()) {
      reject(context, ProtocolError.TIMEOUT, held);
      context.fireChannelReadComplete();
    } else {
      context.close();
    }
  }

  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    if (!rejected) {
      context.close(promise);
    } else if (closing) {
      context.channel().closeFuture().addListener(closed -> promise.trySuccess());
    } else {
      closing = true;
      LingeringClose.close(context, promise);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    headIsComplete();
    held = Unpooled.EMPTY_BUFFER;
  }
}
