package dev.bimgate.gateway.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.ListCache;
import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.CacheEvents;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheOptions;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.RoutePolicy;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.routes.CachedRoute;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Counts exactly the loads that sharing lists between the apps of a user would save. */
class MissedSharingTest {

  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final CacheKey IN_PORTAL = key("anna", "portal", "openid");
  private static final CacheKey IN_DESKTOP = key("anna", "desktop", "openid");

  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private int counted;
  private final ListCache cache =
      new ListCache(options(), () -> now, CacheEvents.NONE, Runnable::run);
  private final MissedSharing missed = new MissedSharing(cache, () -> now, () -> counted++);

  @Test
  void eachLoadThatAFreshListOfAnotherAppWouldHaveSavedIsCounted() {
    load(IN_PORTAL);

    load(IN_DESKTOP);

    assertThat(counted).isEqualTo(1);
  }

  @Test
  void theFirstLoadOfAUserIsNotCounted() {
    load(IN_PORTAL);
    load(key("ben", "desktop", "openid"));

    assertThat(counted).isZero();
  }

  @Test
  void anotherSetOfScopesCouldNotBeShared() {
    load(IN_PORTAL);

    load(key("anna", "desktop", "profile"));

    assertThat(counted).isZero();
  }

  @Test
  void aLoadOfTheSameAppIsNotCounted() {
    load(IN_PORTAL);

    load(IN_PORTAL);

    assertThat(counted).isZero();
  }

  @Test
  void aListThatIsStaleByNowWouldHaveSavedNothing() {
    load(IN_PORTAL);
    now = now.plus(FRESH);

    load(IN_DESKTOP);

    assertThat(counted).isZero();
  }

  @Test
  void aListThatWasInvalidatedWouldHaveSavedNothing() {
    load(IN_PORTAL);
    cache.invalidate(new Invalidation(Scope.key(IN_PORTAL), Invalidation.Reason.WRITE));

    load(IN_DESKTOP);

    assertThat(counted).isZero();
  }

  @Test
  void whatWasNotStoredWouldHaveSavedNothing() {
    load(IN_PORTAL);
    missed.loaded(key("anna", "web", "openid"), false);
    cache.rejected(IN_PORTAL);

    load(IN_DESKTOP);

    // By the load in the web app alone, while the list of the portal was there.
    assertThat(counted).isEqualTo(1);
  }

  @Test
  void memoryIsBoundedInBytes() {
    for (int i = 0; i < 1000; i++) {
      load(longKey("portal", i));
    }

    for (int i = 0; i < 1000; i++) {
      missed.loaded(longKey("desktop", i), false);
    }

    assertThat(counted).isBetween(500, 600);
  }

  private static CacheKey longKey(String app, int number) {
    Caller caller = key("anna", app, "openid").caller();
    return CacheKey.of(CachedRoute.PROJECTS, caller, "team", number + "q".repeat(16 << 10));
  }

  private void load(CacheKey key) {
    ListResponse response = ListResponse.builder(200, new byte[] {'[', ']'}, now).buildStored();
    var loaded =
        cache.<Void>lookup(
            key,
            LookupOptions.DEFAULTS.withRevalidation(),
            known -> CompletableFuture.completedFuture(new OriginResponse.Complete<>(response)));
    assertThat(loaded).isCompleted();
    missed.loaded(key, true);
  }

  private static CacheKey key(String subject, String app, String scope) {
    Caller caller = new Caller(new User("https://issuer", subject), app, Set.of(scope));
    return CacheKey.of(CachedRoute.PROJECTS, caller, "team", "");
  }

  private static CacheOptions options() {
    RoutePolicy policy =
        new RoutePolicy(new Lifetimes(FRESH, Duration.ZERO, Duration.ZERO), Duration.ZERO);
    int routes = CachedRoute.values().length;
    return new CacheOptions(Collections.nCopies(routes, policy), 64 << 20, 1 << 20, 1, false);
  }
}
