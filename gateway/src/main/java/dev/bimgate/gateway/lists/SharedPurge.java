package dev.bimgate.gateway.lists;

import dev.bimgate.cache.ListCache;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.PurgeMode;
import dev.bimgate.cache.model.Purged;
import dev.bimgate.gateway.peers.InvalidationList;
import dev.bimgate.gateway.peers.Message;
import dev.bimgate.gateway.peers.PeerReplies;
import dev.bimgate.gateway.peers.PeerTopic;
import dev.bimgate.gateway.peers.Peers;
import dev.bimgate.gateway.peers.Receipt;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Purges lists at all gateways. A message is the mode in one byte, then what to purge; a reply the
 * counts before, after, and of stale lists.
 */
public final class SharedPurge implements PeerTopic {

  private static final byte HARD = 0;
  private static final byte SOFT = 1;
  private static final int REPLY_BYTES = 3 * Long.BYTES;

  private final ListCache cache;
  private final Peers peers;

  public SharedPurge(ListCache cache, Peers peers) {
    this.cache = cache;
    this.peers = peers;
    peers.add(this);
  }

  /**
   * The sums of all gateways that have replied.
   *
   * @param purged the sums
   * @param replies of the others
   */
  public record Result(Purged purged, PeerReplies replies) {}

  /** Purges here, then elsewhere. */
  public Future<Result> purge(List<Invalidation> what, PurgeMode mode) {
    Purged here = cache.purge(what, mode);
    return peers
        .call(Message.Kind.PURGE, message(what, mode), List.of())
        .map(replies -> new Result(sum(here, replies.replies()), replies));
  }

  @Override
  public Message.Kind kind() {
    return Message.Kind.PURGE;
  }

  /** Its own again: lists that others had stored before must not be used after it. */
  @Override
  public Receipt receive(byte[] body, boolean isOwn) {
    if (body.length == 0) {
      return Receipt.NOT_UNDERSTOOD;
    }
    PurgeMode mode = body[0] == HARD ? PurgeMode.HARD : PurgeMode.SOFT;
    return InvalidationList.read(ByteBuffer.wrap(body, 1, body.length - 1))
        .map(what -> Receipt.done(reply(cache.purge(what, mode))))
        .orElse(Receipt.NOT_UNDERSTOOD);
  }

  private static byte[] reply(Purged purged) {
    return ByteBuffer.allocate(REPLY_BYTES)
        .putLong(purged.before())
        .putLong(purged.after())
        .putLong(purged.stale())
        .array();
  }

  private static byte[] message(List<Invalidation> what, PurgeMode mode) {
    byte[] lists = InvalidationList.of(what);
    return ByteBuffer.allocate(1 + lists.length)
        .put(mode == PurgeMode.HARD ? HARD : SOFT)
        .put(lists)
        .array();
  }

  private static Purged sum(Purged here, List<byte[]> replies) {
    long before = here.before();
    long after = here.after();
    long stale = here.stale();
    for (byte[] reply : replies) {
      if (reply.length == REPLY_BYTES) {
        ByteBuffer counts = ByteBuffer.wrap(reply);
        before += counts.getLong();
        after += counts.getLong();
        stale += counts.getLong();
      }
    }
    return new Purged(here.mode(), before, after, stale);
  }
}
