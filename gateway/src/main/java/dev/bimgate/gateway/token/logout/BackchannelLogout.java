package dev.bimgate.gateway.token.logout;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemType;
import dev.bimgate.gateway.token.jwt.BoundedThreads;
import dev.bimgate.gateway.token.jwt.ClaimsValidator;
import dev.bimgate.gateway.token.jwt.CompactJws;
import dev.bimgate.gateway.token.jwt.LogoutClaims;
import dev.bimgate.gateway.token.jwt.SmallRyeReader;
import dev.bimgate.gateway.token.jwt.TokenPolicy;
import dev.bimgate.gateway.token.keys.IssuerKey;
import dev.bimgate.gateway.token.keys.IssuerKeys;
import dev.bimgate.gateway.token.keys.KeyLookup;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.RejectionResponse;
import dev.bimgate.gateway.token.result.TokenRejectedException;
import dev.bimgate.gateway.token.revocation.Revocations;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Verifies logout tokens (OpenID Connect Back-Channel Logout 1.0) as strictly as access tokens,
 * with the same keys, and applies each once.
 *
 * <p>They have a verification thread of their own with a short queue: a flood of invented ones
 * neither delays access tokens nor causes more key fetches.
 */
public final class BackchannelLogout implements AutoCloseable {

  private static final int MAX_QUEUED = 200;

  /** Bounded: a replay of an evicted token repeats the same logout. */
  private static final int MAX_SPENT = 100_000;

  private final TokenPolicy rules;
  private final IssuerKeys keys;
  private final Revocations revocations;
  private final InstantSource clock;
  private final ExecutorService executor;
  private final Cache<String, LogoutClaims> spent;

  /** With a verification thread of its own. */
  public BackchannelLogout(
      TokenPolicy rules, IssuerKeys keys, Revocations revocations, InstantSource clock) {
    this(
        rules,
        keys,
        revocations,
        clock,
        BoundedThreads.named("logout-verification", 1, MAX_QUEUED));
  }

  BackchannelLogout(
      TokenPolicy rules,
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

  /** The result for a logout token. */
  sealed interface Heard {

    /** The session or user is logged out. */
    record Done() implements Heard {}

    /**
     * The token is rejected.
     *
     * @param cause for the log
     * @param problem sent to the issuer; the same text for every reason to reject a token
     */
    record Rejected(Enum<?> cause, Problem problem) implements Heard {

      static Rejected of(Enum<?> cause) {
        return new Rejected(
            cause,
            new Problem(
                ProblemType.INVALID_LOGOUT_TOKEN,
                "The logout token is not accepted; see the log of the gateway for the reason."));
      }

      /** For a reason that access tokens share. */
      static Rejected of(RejectionReason cause) {
        return cause.response() == RejectionResponse.INVALID
            ? of((Enum<?>) cause)
            : new Rejected(cause, cause.response().problem());
      }
    }
  }

  /** Verifies a logout token and applies it; never throws and never completes exceptionally. */
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

  private void begin(CompletableFuture<Heard> heard, String token) throws TokenRejectedException {
    CompactJws jws = CompactJws.read(token, rules.algorithms());
    LogoutClaims claims = LogoutClaims.read(jws);
    // Before the key lookup, so that no token of another issuer, app or time causes a fetch.
    TokenRejectedException.throwFor(
        ClaimsValidator.rejectionOf(claims, rules, keys.issuer(), clock.millis()));
    CompletableFuture<KeyLookup> lookup = keys.find(jws.keyId(), jws.algorithm());
    if (lookup.isDone()) {
      conclude(heard, jws, claims, lookup.join());
    } else {
      var unused =
          lookup.thenAccept(found -> submit(heard, () -> conclude(heard, jws, claims, found)));
    }
  }

  private void conclude(
      CompletableFuture<Heard> heard, CompactJws jws, LogoutClaims claims, KeyLookup lookup)
      throws TokenRejectedException {
    IssuerKey key = lookup.keyOrThrow();
    TokenRejectedException.throwFor(
        ClaimsValidator.rejectionOf(claims, rules, key.issuer(), clock.millis()));
    boolean agreed = SmallRyeReader.verify(jws, key).agreesWith(claims);
    TokenRejectedException.throwIf(!agreed, RejectionReason.DISAGREEMENT);
    if (spent.asMap().putIfAbsent(claims.tokenId(), claims) != null) {
      heard.complete(Heard.Rejected.of(LogoutError.REPLAYED));
      return;
    }
    revocations.logOut(claims).onComplete(everywhere -> heard.complete(new Heard.Done()));
  }

  private Duration lifetime(String tokenId, LogoutClaims claims) {
    long until = claims.expiresAtMillis() + rules.skew().toMillis();
    return Duration.ofMillis(Math.max(0, until - clock.millis()));
  }

  private void submit(CompletableFuture<Heard> heard, Step step) {
    try {
      executor.execute(() -> run(heard, step));
    } catch (RejectedExecutionException full) {
      heard.complete(Heard.Rejected.of(RejectionReason.OVERLOADED));
    }
  }

  private static void run(CompletableFuture<Heard> heard, Step step) {
    try {
      step.run();
    } catch (TokenRejectedException rejected) {
      heard.complete(Heard.Rejected.of(rejected.why()));
    } catch (RuntimeException | Error unforeseen) {
      // The message may quote the token.
      heard.complete(Heard.Rejected.of(RejectionReason.UNEXPECTED));
    }
  }

  private interface Step {
    void run() throws TokenRejectedException;
  }
}
