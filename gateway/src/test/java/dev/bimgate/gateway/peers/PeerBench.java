package dev.bimgate.gateway.peers;

import dev.bimgate.cache.ListCache;
import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.CacheEvents;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheOptions;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.RoutePolicy;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.routes.CachedRoute;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gateways that share lists through one Valkey, and apply one log. */
final class PeerBench {

  static final Duration FRESH = Duration.ofSeconds(60);
  static final Lifetimes CONFIGURED = new Lifetimes(FRESH, FRESH, Duration.ofMinutes(10));
  static final String TEAM = "nemetschek";
  static final CacheKey ANNAS = key("anna");
  static final CacheKey BENS = key("ben");

  final HandTime time = new HandTime();
  final HandValkey valkey = new HandValkey(time);

  Gateway gateway() {
    return gateway(Seals.of(1), "shape");
  }

  Gateway gateway(Seal seal, String shape) {
    return new Gateway(seal, shape);
  }

  static CacheKey key(String subject) {
    return key(subject, TEAM);
  }

  static CacheKey key(String subject, String team) {
    User user = new User("https://login.example/realms/allplan", subject);
    return CacheKey.of(
        CachedRoute.PROJECTS, new Caller(user, "portal", Set.of("openid")), team, "");
  }

  ListResponse.Builder list(String body) {
    return ListResponse.builder(200, bytes(body), time.instant());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A gateway whose loads the test ends. */
  final class Gateway {

    final ListCache cache =
        new ListCache(
            new CacheOptions(
                Collections.nCopies(
                    CachedRoute.values().length, new RoutePolicy(CONFIGURED, FRESH)),
                64 << 20,
                4 << 20,
                0.1,
                false),
            time,
            CacheEvents.NONE,
            Runnable::run);
    final List<SharedListResult> results = new ArrayList<>();
    final List<Promise<OriginResponse<String>>> loads = new ArrayList<>();
    final SharedLists lists;
    @Nullable AppliedPositions log = new AppliedPositions("bimgate:{p}:h:e:", 0, cache.epoch());

    private Gateway(Seal seal, String shape) {
      this.lists =
          new SharedLists(
              new SharedListRules(seal, shape, cache::isCurrent),
              () -> log,
              valkey,
              new SharedLists.Execution(time, time::nanos, time, Runnable::run),
              Duration.ofSeconds(15),
              results::add);
    }

    Future<OriginResponse<String>> fetch(CacheKey key) {
      return fetch(key, FRESH, null);
    }

    Future<OriginResponse<String>> fetch(
        CacheKey key, Duration maxAge, @Nullable ListResponse known) {
      return lists.fetch(
          new SharedLists.Wanted(key, CONFIGURED, maxAge, known),
          () -> {
            Promise<OriginResponse<String>> load = Promise.promise();
            loads.add(load);
            return load.future();
          });
    }

    /** Ends the latest load. */
    void loaded(OriginResponse<String> response) {
      loads.get(loads.size() - 1).complete(response);
    }

    void loaded(String body) {
      loaded(new OriginResponse.Complete<>(list(body).buildStored()));
    }

    /** Loads a list, and stores it for others. */
    void share(CacheKey key, String body) {
      var unused = fetch(key);
      loaded(body);
    }

    void applyWrite() {
      applyWrite(TEAM);
    }

    /** Applies a write to the project lists of a team, at the next position of the log. */
    void applyWrite(String team) {
      AppliedPositions positions = log;
      if (positions != null) {
        cache.invalidate(
            new Invalidation(Scope.team(CachedRoute.PROJECTS, team), Invalidation.Reason.PEER));
        positions.applied(positions.latest() + 1, cache.epoch());
      }
    }
  }

  /** In one line: {@code shared projects, 19 s}, {@code loaded projects}, or that it waits. */
  static String served(Future<OriginResponse<String>> fetch) {
    if (!fetch.isComplete()) {
      return "waits";
    }
    OriginResponse<String> response = fetch.result();
    if (response instanceof OriginResponse.Shared<String> shared) {
      String how = shared.awaited() ? "awaited " : "shared ";
      return how + text(shared.response()) + ", " + shared.age().toSeconds() + " s";
    }
    return response instanceof OriginResponse.Complete<String> complete
        ? "loaded " + text(complete.response())
        : String.valueOf(response);
  }

  private static String text(ListResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
