package dev.bimgate.gateway.protocol;

import dev.bimgate.gateway.context.ProtocolError;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the codec gets in place of what was rejected.
 *
 * <p>A malformed request becomes a synthetic one that no client can send, as its target holds a
 * {@code #}; the stages respond to it like any other, in its turn. A malformed chunk becomes one
 * that the codec surely rejects: that request can no longer be completed.
 */
final class SyntheticRequest {

  private static final ByteBuf CHUNK =
      Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("X\r\n", StandardCharsets.US_ASCII))
          .asReadOnly();

  /** Methods whose name is logged; the response to HEAD has no body. */
  private static final List<String> METHODS =
      List.of("HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private SyntheticRequest() {}

  static ByteBuf chunk() {
    return CHUNK.duplicate();
  }

  /**
   * A request that carries the error of another one.
   *
   * @param rejected the bytes, whose reader index is at the beginning of the rejected request
   */
  static ByteBuf head(ProtocolError error, ByteBuf rejected) {
    String request =
        "%s %s HTTP/1.1\r\nHost: -\r\nConnection: close\r\n\r\n"
            .formatted(methodOf(rejected), error.mark());
    return Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII);
  }

  private static String methodOf(ByteBuf rejected) {
    String start =
        rejected.toString(
            rejected.readerIndex(),
            Math.min(rejected.readableBytes(), "OPTIONS ".length()),
            StandardCharsets.ISO_8859_1);
    return METHODS.stream()
        .filter(method -> start.startsWith(method + ' '))
        .findFirst()
        .orElse("GET");
  }
}
