package dev.bimgate.gateway.peers;

import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Invalidation;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One gateway alone: everything is done at once. */
public class LonePeers implements Peers {

  private final Consumer<Invalidation> lists;

  /**
   * A gateway alone.
   *
   * @param lists invalidates
   */
  public LonePeers(Consumer<Invalidation> lists) {
    this.lists = lists;
  }

  @Override
  public @Nullable Long loadedSince() {
    return null;
  }

  @Override
  public boolean rejectsWrites() {
    return false;
  }

  @Override
  public Future<Boolean> invalidate(List<Invalidation> what) {
    what.forEach(lists);
    return Future.succeededFuture(true);
  }

  @Override
  public void rejected(CacheKey key) {}

  @Override
  public <S> Future<OriginResponse<S>> fetch(
      SharedLists.Wanted wanted, Supplier<Future<OriginResponse<S>>> load) {
    return load.get();
  }

  @Override
  public Future<PeerReplies> call(Message.Kind kind, byte[] body, List<PeerRule> rules) {
    return Future.succeededFuture(PeerReplies.NONE);
  }

  @Override
  public void add(PeerTopic topic) {}
}
