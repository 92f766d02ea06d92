package dev.bimgate.gateway.journey;

import dev.bimgate.cache.ListCache;
import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.limits.SharedBudget;
import dev.bimgate.gateway.limits.SharedBudgets;
import dev.bimgate.gateway.peers.Message;
import dev.bimgate.gateway.peers.PeerReplies;
import dev.bimgate.gateway.peers.PeerRule;
import dev.bimgate.gateway.peers.PeerTopic;
import dev.bimgate.gateway.peers.Peers;
import dev.bimgate.gateway.peers.SharedLists;
import io.quarkus.arc.Unremovable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Peers that acknowledge when the test says so. */
@Alternative
@Singleton
@Unremovable
class HandPeers implements Peers {

  final List<Invalidation> published = new CopyOnWriteArrayList<>();
  final List<CacheKey> rejected = new CopyOnWriteArrayList<>();
  final Map<String, SharedBudget> budgets = new ConcurrentHashMap<>();
  final List<Promise<Boolean>> unacknowledged = new CopyOnWriteArrayList<>();
  private final ListCache cache;
  private volatile boolean holds;
  private volatile boolean rejectsWrites;
  private volatile boolean sharesLists;
  private volatile @Nullable Long loadedSince;

  HandPeers(ListCache cache) {
    this.cache = cache;
  }

  /** Together, and each acknowledges at once. */
  void reset() {
    published.clear();
    budgets.clear();
    rejected.clear();
    acknowledge();
    holds = false;
    rejectsWrites = false;
    sharesLists = false;
    loadedSince = null;
  }

  void hold() {
    holds = true;
  }

  /** Whoever has not acknowledged is known not to trust their lists. */
  synchronized void endLease() {
    holds = false;
    acknowledge();
  }

  void acknowledge() {
    complete(true);
  }

  /** The gateway has become isolated: others may have what was not acknowledged. */
  void becomeIsolated() {
    complete(false);
  }

  private void complete(boolean mayLeave) {
    unacknowledged.forEach(response -> response.tryComplete(mayLeave));
    unacknowledged.clear();
  }

  void isolate(boolean rejecting) {
    rejectsWrites = rejecting;
    loadedSince = System.nanoTime();
  }

  @Override
  public <S> Future<OriginResponse<S>> fetch(
      SharedLists.Wanted wanted, Supplier<Future<OriginResponse<S>>> load) {
    return load.get();
  }

  /** Others may have lists, but none that is requested. */
  void shareLists() {
    sharesLists = true;
  }

  @Override
  public boolean sharesLists() {
    return sharesLists;
  }

  @Override
  public @Nullable Long loadedSince() {
    return loadedSince;
  }

  @Override
  public boolean rejectsWrites() {
    return rejectsWrites;
  }

  @Override
  public synchronized Future<Boolean> invalidate(List<Invalidation> what) {
    what.forEach(cache::invalidate);
    published.addAll(what);
    if (!holds) {
      return Future.succeededFuture(true);
    }
    Promise<Boolean> acknowledged = Promise.promise();
    unacknowledged.add(acknowledged);
    return acknowledged.future();
  }

  @Override
  public void rejected(CacheKey key) {
    rejected.add(key);
  }

  /** What the test, or this gateway, has stored by the name of a user. */
  @Override
  public SharedBudgets budgets() {
    return new SharedBudgets() {
      @Override
      public void publish(User user, SharedBudget learnt) {
        budgets.put(user.subject(), learnt);
      }

      @Override
      public void find(User user, Consumer<SharedBudget> found) {
        Optional.ofNullable(budgets.get(user.subject())).ifPresent(found);
      }
    };
  }

  @Override
  public Future<PeerReplies> call(Message.Kind kind, byte[] body, List<PeerRule> rules) {
    return Future.succeededFuture(PeerReplies.NONE);
  }

  @Override
  public void add(PeerTopic topic) {}
}
