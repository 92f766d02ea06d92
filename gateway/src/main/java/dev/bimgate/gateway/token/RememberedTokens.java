package dev.bimgate.gateway.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that were verified, by digest, bounded in bytes.
 *
 * <p>What Caffeine expires is house-keeping; what counts is {@link RememberedToken#holdsAt}, asked
 * at each use. Its admission policy keeps a flood of tokens seen once from pushing out busy ones.
 */
final class RememberedTokens {

  private final InstantSource clock;
  private final Cache<TokenDigest, RememberedToken> tokens;

  RememberedTokens(long maxBytes, InstantSource clock) {
    this.clock = clock;
    this.tokens =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((TokenDigest digest, RememberedToken token) -> token.sizeBytes())
            // Upkeep takes microseconds: handing it to a pool would cost more.
            .executor(Runnable::run)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .expireAfter(Expiry.creating(this::lifetime))
            .build();
  }

  /** The token, if it is known and still holds. */
  @Nullable RememberedToken find(TokenDigest digest) {
    RememberedToken token = tokens.getIfPresent(digest);
    return token != null && token.holdsAt(clock.millis()) ? token : null;
  }

  void remember(TokenDigest digest, RememberedToken token) {
    tokens.put(digest, token);
  }

  void forget(TokenDigest digest, RememberedToken token) {
    tokens.asMap().remove(digest, token);
  }

  /** Those that a denial is about, whenever they were issued; looks at each that is remembered. */
  List<Admission.Admitted> thoseOf(Denial denial) {
    return tokens.asMap().values().stream()
        .map(RememberedToken::admitted)
        .filter(admitted -> Denial.allThatConcern(admitted).contains(denial))
        .toList();
  }

  /** About how many there are. */
  long size() {
    return tokens.estimatedSize();
  }

  /** Does now what Caffeine would do in its own time. */
  void settle() {
    tokens.cleanUp();
  }

  private Duration lifetime(TokenDigest digest, RememberedToken token) {
    return Duration.ofMillis(Math.max(0, token.untilMillis() - clock.millis()));
  }
}
