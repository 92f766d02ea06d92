package dev.bimgate.gateway.context;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A whole stored body, recognizable as one behind Vert.x; for one response, and not to be written
 * to.
 */
final class StoredBytes extends UnpooledHeapByteBuf {

  /** Writes the headers that Vert.x does not have. */
  final Consumer<HeaderTarget> headers;

  /** Wraps the array. */
  StoredBytes(byte[] stored, Consumer<HeaderTarget> headers) {
    super(UnpooledByteBufAllocator.DEFAULT, stored, stored.length);
    this.headers = headers;
  }

  /** Itself: Vert.x takes a slice for each use of a buffer, and there is one. */
  @Override
  public ByteBuf slice() {
    return this;
  }

  /** The stored body that Vert.x has wrapped; null if the content is something else. */
  static @Nullable StoredBytes in(ByteBuf content) {
    ByteBuf next = content;
    while (next != null && !(next instanceof StoredBytes)) {
      next = next.unwrap();
    }
    return (StoredBytes) next;
  }
}
