package dev.bimgate.gateway.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The hearing of logout tokens (OpenID Connect Back-Channel Logout 1.0): read as strictly as access
 * tokens, under the same keys, and acted upon once.
 *
 * <p>A thread of their own verifies them, with few waiting: a flood of made-up ones neither holds
 * up access tokens nor makes more fetches of keys than any other.
 */
public final class Logouts implements AutoCloseable {

  private static final int MAX_QUEUED = 200;

  /** What a replay could do is nothing new, so that a bound may forget some. */
  private static final int MAX_SPENT = 100_000;

  private final TokenRules rules;
  private final IssuerKeys keys;
  private final Revocations revocations;
  private final InstantSource clock;
  private final ExecutorService executor;
  private final Cache<String, LogoutClaims> spent;

  /** Logouts with a verification thread of their own. */
  public Logouts(TokenRules rules, IssuerKeys keys, Revocations revocations, InstantSource clock) {
    this(
        rules,
        keys,
        revocations,
        clock,
        BoundedThreads.named("logout-verification", 1, MAX_QUEUED));
  }

  Logouts(
      TokenRules rules,
      IssuerKeys keys,
      Revocations revocations,
      InstantSource clock,
      ExecutorService executor) {
    this.rules = rules;
    this.keys = keys;
    this.revocations = revocations;
    this.clock = clock;
    this.executor = executor;
    this.spent =
        Caffeine.newBuilder()
            .maximumSize(MAX_SPENT)
            .executor(Runnable::run)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .expireAfter(Expiry.creating(this::lifetime))
            .build();
  }

  /** What came of a logout token. */
  sealed interface Heard {

    /** Its session, or its user, is logged out. */
    record Done() implements Heard {}

    /**
     * It does not count.
     *
     * @param cause for the log
     * @param problem what the issuer is told: one text for all that is wrong with a token
     */
    record Refused(Enum<?> cause, Problem problem) implements Heard {

      static Refused of(Enum<?> cause) {
        return new Refused(
            cause,
            new Problem(
                ProblemType.INVALID_LOGOUT_TOKEN,
                "The logout token is not accepted; the log of the gateway tells the cause."));
      }

      /** Of a cause that an access token can have as well. */
      static Refused of(TokenCause cause) {
        return cause.refusal() == Refusal.INVALID
            ? of((Enum<?>) cause)
            : new Refused(cause, cause.refusal().problem());
      }
    }
  }

  /** Verifies a logout token and acts upon it; never throws and never completes exceptionally. */
  CompletionStage<Heard> hear(String token) {
    CompletableFuture<Heard> heard = new CompletableFuture<>();
    submit(heard, () -> begin(heard, token));
    return heard.minimalCompletionStage();
  }

  /** Ends the verification thread. */
  @Override
  public void close() {
    executor.shutdown();
  }

  private void begin(CompletableFuture<Heard> heard, String token) throws TokenRefusedException {
    CompactJws jws = CompactJws.read(token, rules.algorithms());
    LogoutClaims claims = LogoutClaims.read(jws);
    // So that no token of another issuer, app or time makes us fetch a key.
    TokenRefusedException.throwFor(
        ClaimRules.refusalOf(claims, rules, keys.issuer(), clock.millis()));
    CompletableFuture<KeyLookup> lookup = keys.find(jws.keyId(), jws.algorithm());
    if (lookup.isDone()) {
      heard.complete(conclude(jws, claims, lookup.join()));
    } else {
      var unused =
          lookup.thenAccept(
              found -> submit(heard, () -> heard.complete(conclude(jws, claims, found))));
    }
  }

  private Heard conclude(CompactJws jws, LogoutClaims claims, KeyLookup lookup)
      throws TokenRefusedException {
    IssuerKey key = lookup.keyOrRefuse();
    TokenRefusedException.throwFor(
        ClaimRules.refusalOf(claims, rules, key.issuer(), clock.millis()));
    boolean agreed = SmallRyeReader.verify(jws, key).agreesWith(claims);
    TokenRefusedException.throwIf(!agreed, TokenCause.DISAGREEMENT);
    if (spent.asMap().putIfAbsent(claims.tokenId(), claims) != null) {
      return Heard.Refused.of(LogoutFault.REPLAYED);
    }
    revocations.logOut(claims);
    return new Heard.Done();
  }

  private Duration lifetime(String tokenId, LogoutClaims claims) {
    long until = claims.expiresAtMillis() + rules.skew().toMillis();
    return Duration.ofMillis(Math.max(0, until - clock.millis()));
  }

  private void submit(CompletableFuture<Heard> heard, Step step) {
    try {
      executor.execute(() -> run(heard, step));
    } catch (RejectedExecutionException full) {
      heard.complete(Heard.Refused.of(TokenCause.OVERLOADED));
    }
  }

  private static void run(CompletableFuture<Heard> heard, Step step) {
    try {
      step.run();
    } catch (TokenRefusedException refused) {
      heard.complete(Heard.Refused.of(refused.why()));
    } catch (RuntimeException | Error unforeseen) {
      // Its message may quote the token.
      heard.complete(Heard.Refused.of(TokenCause.UNEXPECTED));
    }
  }

  private interface Step {
    void run() throws TokenRefusedException;
  }
}
