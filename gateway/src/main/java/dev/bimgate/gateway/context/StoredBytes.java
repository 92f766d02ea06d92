package dev.bimgate.gateway.context;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A whole stored body, recognizable as one behind Vert.x; for one response, and not to be written
 * to.
 */
final class StoredBytes extends UnpooledHeapByteBuf {

  /** Wraps the array. */
  StoredBytes(byte[] stored) {
    super(UnpooledByteBufAllocator.DEFAULT, stored, stored.length);
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
