package dev.bimgate.gateway.token.revocation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.bimgate.gateway.token.parse.TokenDigest;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A cache of verified tokens by digest, bounded in bytes.
 *
 * <p>Expiry in Caffeine frees memory only: {@link VerifiedToken#holdsAt} is checked at each use.
 * Its admission policy keeps a flood of tokens seen once from evicting frequent ones.
 */
public final class VerifiedTokenCache {

  private final InstantSource clock;
  private final Cache<TokenDigest, VerifiedToken> tokens;

  public VerifiedTokenCache(long maxBytes, InstantSource clock) {
    this.clock = clock;
    this.tokens =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((TokenDigest digest, VerifiedToken token) -> token.sizeBytes())
            // Maintenance takes microseconds, less than handing it to a pool.
            .executor(Runnable::run)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .expireAfter(Expiry.creating(this::lifetime))
            .build();
  }

  /** The token, if it is cached and valid. */
  @Nullable
  public VerifiedToken find(TokenDigest digest) {
    VerifiedToken token = tokens.getIfPresent(digest);
    return token != null && token.holdsAt(clock.millis()) ? token : null;
  }

  public void remember(TokenDigest digest, VerifiedToken token) {
    tokens.put(digest, token);
  }

  public void forget(TokenDigest digest, VerifiedToken token) {
    tokens.asMap().remove(digest, token);
  }

  /** The tokens that a denial matches, whenever they were issued; scans the cache. */
  List<AuthenticationResult.Authenticated> thoseOf(DenyRule rule) {
    return tokens.asMap().values().stream()
        .map(VerifiedToken::authenticated)
        .filter(authenticated -> DenyRule.allThatConcern(authenticated).contains(rule))
        .toList();
  }

  /** The approximate number of tokens. */
  public long size() {
    return tokens.estimatedSize();
  }

  /** Runs pending maintenance of Caffeine. */
  void settle() {
    tokens.cleanUp();
  }

  private Duration lifetime(TokenDigest digest, VerifiedToken token) {
    return Duration.ofMillis(Math.max(0, token.untilMillis() - clock.millis()));
  }
}
