package dev.bimgate.gateway.token.revocation;

import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.gateway.peers.InvalidationList;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What gateways publish of a denial: the entry with its length before it, and the lists to
 * invalidate.
 */
record DenyMessage(DenyEntry entry, List<Invalidation> lists) {

  byte[] toBytes() {
    byte[] denied = entry.toBytes();
    byte[] invalidated = InvalidationList.of(lists);
    return ByteBuffer.allocate(Integer.BYTES + denied.length + invalidated.length)
        .putInt(denied.length)
        .put(denied)
        .put(invalidated)
        .array();
  }

  /** The message of some bytes; empty if they are none. */
  static Optional<DenyMessage> of(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    int length = from.remaining() < Integer.BYTES ? -1 : from.getInt();
    if (length < 0 || length > from.remaining()) {
      return Optional.empty();
    }
    byte[] denied = new byte[length];
    from.get(denied);
    return InvalidationList.read(from)
        .flatMap(lists -> DenyEntry.of(denied).map(entry -> new DenyMessage(entry, lists)));
  }
}
