package dev.bimgate.gateway.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.impl.Http1xOrH2CHandler;
import java.nio.charset.StandardCharsets;

/** Whether a connection without TLS begins as HTTP/2 does (RFC 9113, section 3.4). */
enum Preface {
  YES,
  NO,
  /** The bytes so far match. */
  MAYBE;

  private static final byte[] BYTES =
      Http1xOrH2CHandler.HTTP_2_PREFACE.getBytes(StandardCharsets.US_ASCII);

  /** In bytes. */
  static final int LENGTH = BYTES.length;

  static Preface of(ChannelPipeline pipeline, ByteBuf bytes) {
    if (pipeline.get(Http1xOrH2CHandler.class) == null) {
      // Nothing on such a connection would read it as HTTP/2.
      return NO;
    }
    int length = Math.min(bytes.readableBytes(), BYTES.length);
    for (int i = 0; i < length; i++) {
      if (bytes.getByte(bytes.readerIndex() + i) != BYTES[i]) {
        return NO;
      }
    }
    return length == BYTES.length ? YES : MAYBE;
  }
}
