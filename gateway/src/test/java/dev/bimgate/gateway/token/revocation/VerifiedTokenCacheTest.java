package dev.bimgate.gateway.token.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.token.TestClock;
import dev.bimgate.gateway.token.TestKey;
import dev.bimgate.gateway.token.TestToken;
import dev.bimgate.gateway.token.keys.IssuerKey;
import dev.bimgate.gateway.token.parse.TokenDigest;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerifiedTokenCacheTest {

  private static final TestKey KEY = TestKey.rsa("key");

  private final TestClock clock = new TestClock();

  @Test
  void noMoreBytesAreCachedThanAllowed() {
    VerifiedTokenCache tokens = new VerifiedTokenCache(50_000, clock);
    VerifiedToken token = remembered("a".repeat(2_000));

    for (int i = 0; i < 100; i++) {
      tokens.remember(new TokenDigest(i, i, i, i), token);
    }
    tokens.settle();

    assertThat(tokens.size() * token.sizeBytes()).isBetween(1L, 50_000L);
  }

  @Test
  void expiredTokensAreRemoved() {
    VerifiedTokenCache tokens = new VerifiedTokenCache(1 << 20, clock);
    tokens.remember(new TokenDigest(1, 1, 1, 1), remembered("anna"));

    clock.advance(Duration.ofHours(1));
    tokens.settle();

    assertThat(tokens.size()).isZero();
  }

  @Test
  void aFloodOfTokensSeenOnceEvictsNoFrequentOnes() {
    // Room for about a hundred.
    VerifiedTokenCache tokens = new VerifiedTokenCache(70_000, clock);
    for (int busy = 0; busy < 20; busy++) {
      tokens.remember(digest(busy), remembered("busy"));
    }

    for (int once = 1_000; once < 11_000; once++) {
      tokens.remember(digest(once), remembered("once"));
      tokens.find(digest(once % 20));
      tokens.settle();
    }

    assertThat(IntStream.range(0, 20)).allMatch(busy -> tokens.find(digest(busy)) != null);
  }

  private static TokenDigest digest(long seed) {
    long mixed = seed * 0x9E3779B97F4A7C15L;
    return new TokenDigest(mixed ^ (mixed >>> 32), seed, seed, seed);
  }

  private VerifiedToken remembered(String subject) {
    var caller = new Caller(new User(TestToken.ISSUER, subject), "viewer", Set.of());
    long until = clock.instant().plus(Duration.ofMinutes(5)).toEpochMilli();
    IssuerKey key = new IssuerKey(TestToken.ISSUER, "key", Set.of("RS256"), KEY.publicKey());
    var authenticated =
        new AuthenticationResult.Authenticated(caller, Instant.ofEpochMilli(until), null, null);
    return new VerifiedToken(authenticated, key, 0, until);
  }
}
