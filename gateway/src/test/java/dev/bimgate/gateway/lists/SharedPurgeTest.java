package dev.bimgate.gateway.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.ListCache;
import dev.bimgate.cache.fetch.Origin;
import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.model.CacheEvents;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheOptions;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Invalidation.Reason;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.PurgeMode;
import dev.bimgate.cache.model.Purged;
import dev.bimgate.cache.model.RoutePolicy;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.peers.LonePeers;
import dev.bimgate.gateway.peers.Message;
import dev.bimgate.gateway.peers.PeerReplies;
import dev.bimgate.gateway.peers.PeerRule;
import dev.bimgate.gateway.peers.Receipt;
import dev.bimgate.gateway.routes.CachedRoute;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A purge at two gateways. */
class SharedPurgeTest extends LonePeers {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final List<Invalidation> ALL =
      List.of(new Invalidation(Scope.EVERYTHING, Reason.OPERATOR));

  private final ListCache here = cache();
  private final ListCache elsewhere = cache();
  private final SharedPurge purgeHere = new SharedPurge(here, this);
  private final SharedPurge purgeElsewhere = new SharedPurge(elsewhere, this);

  SharedPurgeTest() {
    super(invalidation -> {});
  }

  @Test
  void theCountsAreSummed() {
    load(here, "anna");
    load(elsewhere, "anna");
    load(elsewhere, "ben");

    SharedPurge.Result result = purgeHere.purge(ALL, PurgeMode.HARD).result();

    assertThat(result.purged()).isEqualTo(new Purged(PurgeMode.HARD, 3, 0, 0));
  }

  @Test
  void aSoftPurgeIsSoftElsewhere() {
    load(elsewhere, "anna");

    SharedPurge.Result result = purgeHere.purge(ALL, PurgeMode.SOFT).result();

    assertThat(result.purged()).isEqualTo(new Purged(PurgeMode.SOFT, 1, 1, 1));
  }

  @Test
  void aMessageOfAnotherFormIsNotUnderstood() {
    assertThat(purgeElsewhere.receive(new byte[0], false)).isEqualTo(Receipt.NOT_UNDERSTOOD);
    assertThat(purgeElsewhere.receive(new byte[] {0, 0, 0, 0, 9}, false))
        .isEqualTo(Receipt.NOT_UNDERSTOOD);
  }

  private static void load(ListCache cache, String user) {
    Caller caller = new Caller(new User("issuer", user), "app", Set.of());
    cache
        .lookup(
            CacheKey.of(CachedRoute.PROJECTS, caller, "team", ""),
            LookupOptions.DEFAULTS,
            new Loaded())
        .join();
  }

  private static ListCache cache() {
    RoutePolicy policy = new RoutePolicy(new Lifetimes(MINUTE, MINUTE, MINUTE), MINUTE);
    return new ListCache(
        new CacheOptions(
            Collections.nCopies(CachedRoute.values().length, policy),
            64 << 20,
            4 << 20,
            0.1,
            false),
        InstantSource.system(),
        CacheEvents.NONE,
        Runnable::run);
  }

  @Override
  public Future<PeerReplies> call(Message.Kind kind, byte[] body, List<PeerRule> rules) {
    byte[] reply = Objects.requireNonNull(purgeElsewhere.receive(body, false).reply());
    return Future.succeededFuture(new PeerReplies(2, 2, List.of(reply)));
  }

  private static final class Loaded implements Origin<String> {

    @Override
    public CompletionStage<OriginResponse<String>> fetch(@Nullable ListResponse known) {
      return CompletableFuture.completedStage(
          new OriginResponse.Complete<>(
              ListResponse.builder(200, new byte[] {'[', ']'}, InstantSource.system().instant())
                  .buildStored()));
    }

    @Override
    public Headers request() {
      return Headers.NONE;
    }
  }
}
