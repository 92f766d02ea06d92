package dev.bimgate.gateway.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The header timeout of one HTTP/2 connection: its first frame, and each header block with all its
 * {@code CONTINUATION}s (RFC 9113, section 6.10), which nothing else can interrupt, must be
 * complete in time. Reads frame headers alone.
 */
final class HeaderTimeout extends ChannelInboundHandlerAdapter {

  private static final int FRAME_HEADER_BYTES = 9;
  private static final int TYPE_AT = 3;
  private static final int FLAGS_AT = 4;
  private static final int STREAM_AT = 5;
  private static final int HEADERS = 1;
  private static final int CONTINUATION = 9;
  private static final int END_HEADERS = 4;

  private final long limitMillis;
  private final byte[] header = new byte[FRAME_HEADER_BYTES];
  private int prefaceBytes;
  private int headerBytes;
  private int payloadBytes;

  /** The highest stream whose headers have begun. */
  private int lastHead;

  /** True from the first byte of a header block, or the start of the connection, to its end. */
  private boolean open = true;

  private @Nullable Future<?> timer;

  /**
   * @param prefaceBytes that are still to come before the first frame (RFC 9113, section 3.4)
   */
  HeaderTimeout(long limitMillis, int prefaceBytes) {
    this.limitMillis = limitMillis;
    this.prefaceBytes = prefaceBytes;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    watch(context);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    follow((ByteBuf) message);
    watch(context);
    context.fireChannelRead(message);
  }

  private void follow(ByteBuf bytes) {
    int end = bytes.writerIndex();
    int preface = Math.min(prefaceBytes, bytes.readableBytes());
    int at = bytes.readerIndex() + preface;
    prefaceBytes -= preface;
    while (at < end) {
      if (headerBytes < FRAME_HEADER_BYTES) {
        header[headerBytes++] = bytes.getByte(at++);
        if (headerBytes == FRAME_HEADER_BYTES) {
          frameBegins();
        }
      } else {
        int skipped = Math.min(payloadBytes, end - at);
        payloadBytes -= skipped;
        at += skipped;
      }
      if (headerBytes == FRAME_HEADER_BYTES && payloadBytes == 0) {
        frameEnds();
      }
    }
  }

  private void frameBegins() {
    payloadBytes = ByteBuffer.wrap(header).getInt(0) >>> 8;
    if (isOfHead()) {
      open = true;
      lastHead = Math.max(lastHead, streamId());
    }
  }

  private int streamId() {
    return ByteBuffer.wrap(header).getInt(STREAM_AT) & Integer.MAX_VALUE;
  }

  /** False for a stream that cannot have sent headers yet. */
  boolean hasSeenHeadOf(int streamId) {
    return streamId <= lastHead;
  }

  private void frameEnds() {
    headerBytes = 0;
    open = isOfHead() && (header[FLAGS_AT] & END_HEADERS) == 0;
  }

  private boolean isOfHead() {
    return header[TYPE_AT] == HEADERS || header[TYPE_AT] == CONTINUATION;
  }

  private void watch(ChannelHandlerContext context) {
    if (!open && timer != null) {
      timer.cancel(false);
      timer = null;
    } else if (open && timer == null) {
      timer = context.executor().schedule(() -> late(context), limitMillis, TimeUnit.MILLISECONDS);
    }
  }

  private static void late(ChannelHandlerContext context) {
    var unused = context.close();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
