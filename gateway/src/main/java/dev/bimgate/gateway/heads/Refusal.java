package dev.bimgate.gateway.heads;

import dev.bimgate.gateway.context.HeadFault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the codec is given in place of what was refused.
 *
 * <p>A bad head becomes a request of ours that no client can send, as its target holds a {@code #}:
 * so the answer comes from the stages like any other, in its turn. A bad chunk becomes another one
 * that the codec surely refuses: that request cannot be completed any more.
 */
final class Refusal {

  private static final ByteBuf CHUNK =
      Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("X\r\n", StandardCharsets.US_ASCII))
          .asReadOnly();

  /** Those whose name is told in the log; the answer to HEAD has no body. */
  private static final List<String> METHODS =
      List.of("HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private Refusal() {}

  static ByteBuf chunk() {
    return CHUNK.duplicate();
  }

  /**
   * A request that tells the fault of a head.
   *
   * @param refused the bytes whose reader index is at the begin of that head
   */
  static ByteBuf head(HeadFault fault, ByteBuf refused) {
    String request =
        "%s %s HTTP/1.1\r\nHost: -\r\nConnection: close\r\n\r\n"
            .formatted(methodOf(refused), fault.mark());
    return Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII);
  }

  private static String methodOf(ByteBuf refused) {
    String start =
        refused.toString(
            refused.readerIndex(),
            Math.min(refused.readableBytes(), "OPTIONS ".length()),
            StandardCharsets.ISO_8859_1);
    return METHODS.stream()
        .filter(method -> start.startsWith(method + ' '))
        .findFirst()
        .orElse("GET");
  }
}
