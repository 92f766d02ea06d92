package dev.bimgate.gateway.peers;

import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.gateway.limits.SharedBudgets;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All gateways of an installation, this one included. Thread-safe. */
public interface Peers {

  /**
   * Since when the load of a list must have begun for the list to be served, by {@link
   * System#nanoTime}; null for whenever. Asked once for each lookup, before it.
   */
  @Nullable Long loadedSince();

  /** Whether writes that invalidate lists are to be rejected, as this gateway is isolated. */
  boolean rejectsWrites();

  /**
   * Invalidates lists at all gateways. Completes, never with a failure, once no gateway that trusts
   * its lists serves one that is older, or once this gateway is known to be isolated.
   *
   * @return whether the response to what has changed the lists may leave; false only if this
   *     gateway has become isolated meanwhile, and is one that rejects writes then
   */
  Future<Boolean> invalidate(List<Invalidation> what);

  /** Upstream has rejected a list, which this gateway does not have any more: nor have others. */
  void rejected(CacheKey key);

  /** The list that another gateway has loaded, or is loading, or else the response of a load. */
  <S> Future<OriginResponse<S>> fetch(
      SharedLists.Wanted wanted, Supplier<Future<OriginResponse<S>>> load);

  /** Whether {@link #fetch} looks for lists of other gateways at present; not by default. */
  default boolean sharesLists() {
    return false;
  }

  /** What gateways have learnt of the budgets of users; nothing by default. */
  default SharedBudgets budgets() {
    return SharedBudgets.NONE;
  }

  /**
   * Lets all other gateways do what this one has done. Completes, never with a failure, once they
   * have; or for an isolated gateway after a while, and the others do it on its return.
   *
   * @param body what the {@link PeerTopic} of that kind receives
   * @param rules those that are stored with it
   */
  Future<PeerReplies> call(Message.Kind kind, byte[] body, List<PeerRule> rules);

  /** Adds what this gateway does on behalf of others; before it is started. */
  void add(PeerTopic topic);
}
