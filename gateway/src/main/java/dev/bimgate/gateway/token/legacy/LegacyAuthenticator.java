package dev.bimgate.gateway.token.legacy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.limits.LoginLimit;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.UpstreamProblem;
import dev.bimgate.gateway.token.jwt.SingleFlight;
import dev.bimgate.gateway.token.parse.LegacyTokenFormat;
import dev.bimgate.gateway.token.parse.TokenDigest;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.TokenEvents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates legacy tokens by a lookup at Bimplus, whose result is cached for half a minute.
 * Concurrent requests with one token share a lookup, whichever scheme they use.
 *
 * <p>A rejection by Bimplus ends a token at once. While Bimplus is unavailable, a token that it
 * accepted before stays accepted for a while (stale-if-error); any other gets an error that does
 * not call it invalid. Tokens are cached by digest.
 */
public final class LegacyAuthenticator {

  private final LegacyCutoff term;
  private final LegacyLookup.Lookup lookup;
  private final LegacyOptions options;
  private final InstantSource clock;
  private final TokenEvents events;
  private final Cache<TokenDigest, LegacySession> vouchedFor;

  /** Separate, so that a flood of invented tokens evicts no valid one. */
  private final Cache<TokenDigest, LegacySession> rejected;

  private final SingleFlight<TokenDigest, AuthenticationResult> lookups = new SingleFlight<>();

  public LegacyAuthenticator(
      LegacyCutoff term,
      LegacyLookup.Lookup lookup,
      LegacyOptions options,
      InstantSource clock,
      TokenEvents events) {
    this.term = term;
    this.lookup = lookup;
    this.options = options;
    this.clock = clock;
    this.events = events;
    this.vouchedFor = memory();
    this.rejected = memory();
  }

  public static LegacyAuthenticator of(
      LegacyCutoff term,
      AuthorizeCall lookup,
      LegacyOptions options,
      InstantSource clock,
      TokenEvents events) {
    return new LegacyAuthenticator(term, lookup, options, clock, events);
  }

  private Cache<TokenDigest, LegacySession> memory() {
    return Caffeine.newBuilder()
        .maximumSize(options.maxRemembered())
        // Maintenance takes microseconds, less than handing it to a pool.
        .executor(Runnable::run)
        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
        // Frees memory only: validity is checked at each use.
        .expireAfter(Expiry.writing(this::lifetime))
        .build();
  }

  /** An accepted token is known for as long as it lives: its lookups are not limited. */
  private Duration lifetime(TokenDigest digest, LegacySession login) {
    long until =
        login.result() instanceof AuthenticationResult.Authenticated accepted
            ? accepted.expiresAt().toEpochMilli()
            : login.stayUntilMillis();
    return Duration.ofMillis(Math.max(0, until - clock.millis()));
  }

  /**
   * Authenticates like {@code TokenGate}; the stage of a cached token is complete.
   *
   * @param sender the client that has sent the token
   */
  public CompletionStage<AuthenticationResult> authenticate(
      TokenDigest digest, String authorization, LoginLimit.Sender sender) {
    long now = clock.millis();
    if (term.isOverAt(now)) {
      events.rejected(RejectionReason.LEGACY);
      return CompletableFuture.completedStage(
          new AuthenticationResult.Rejected(RejectionReason.LEGACY));
    }
    LegacySession known = find(digest, now);
    return known != null ? known.stage() : lookUpOnce(digest, authorization, sender, now);
  }

  /** The approximate number of cached tokens, without rejected ones. */
  public long remembered() {
    return vouchedFor.estimatedSize();
  }

  private @Nullable LegacySession find(TokenDigest digest, long now) {
    LegacySession login = vouchedFor.getIfPresent(digest);
    if (login != null) {
      return login.holdsAt(now) ? login : null;
    }
    LegacySession no = rejected.getIfPresent(digest);
    return no != null && no.holdsAt(now) ? no : null;
  }

  private CompletionStage<AuthenticationResult> lookUpOnce(
      TokenDigest digest, String authorization, LoginLimit.Sender sender, long now) {
    return lookups.joinOrStart(
        digest, () -> lookUp(new PendingLookup(digest, now), authorization, sender));
  }

  private CompletionStage<AuthenticationResult> lookUp(
      PendingLookup key, String authorization, LoginLimit.Sender sender) {
    // A lookup that completed since the first check has cached its result.
    LegacySession answered = find(key.digest, key.askedAtMillis);
    if (answered != null) {
      return answered.stage();
    }
    LegacySession before = vouchedFor.getIfPresent(key.digest);
    if (before == null) {
      Problem problem = sender.check();
      if (problem != null) {
        return CompletableFuture.completedStage(
            reject(new LegacyLookup.Unclear(RejectionReason.LOGIN_LIMITED, problem)));
      }
      if (lookups.size() > options.maxAsked()) {
        return CompletableFuture.completedStage(reject(RejectionReason.OVERLOADED));
      }
    }
    boolean again = before != null && before.prolonged() && before.mayStayAt(key.askedAtMillis);
    Duration within = again ? options.askAgainWithin() : options.askWithin();
    return responseTo(authorization, within, ownerOf(before), sender.party())
        .handle((response, defect) -> take(key, response != null ? response : unforeseen(defect)))
        .exceptionally(defect -> reject(unforeseen(defect)));
  }

  private static @Nullable User ownerOf(@Nullable LegacySession before) {
    return before != null && before.result() instanceof AuthenticationResult.Authenticated known
        ? known.caller().user()
        : null;
  }

  private CompletionStage<LegacyLookup> responseTo(
      String authorization, Duration within, @Nullable User owner, Object party) {
    try {
      return lookup.lookUp(authorization, within, owner, party);
    } catch (RuntimeException | Error defect) {
      return CompletableFuture.failedStage(defect);
    }
  }

  private static LegacyLookup.Unclear unforeseen(@Nullable Throwable defect) {
    Throwable cause = defect == null ? new IllegalStateException("no response") : defect;
    return new LegacyLookup.Unclear(RejectionReason.UNEXPECTED, UpstreamProblem.of(cause));
  }

  private AuthenticationResult take(PendingLookup key, LegacyLookup response) {
    AuthenticationResult result = remember(key, response);
    // Midnight may have passed during the lookup.
    return term.isOverAt(clock.millis())
        ? new AuthenticationResult.Rejected(RejectionReason.LEGACY)
        : result;
  }

  private AuthenticationResult remember(PendingLookup key, LegacyLookup response) {
    if (response instanceof LegacyLookup.Owned owned) {
      return owned.lifetime().isNegative() || owned.lifetime().isZero()
          ? deny(key, RejectionReason.EXPIRED)
          : authenticate(key, owned);
    }
    return response instanceof LegacyLookup.Denied denied
        ? deny(key, denied.cause())
        : stay(key, (LegacyLookup.Unclear) response);
  }

  /** All times count from the request to Bimplus, so that none exceeds what Bimplus meant. */
  private AuthenticationResult authenticate(PendingLookup key, LegacyLookup.Owned owned) {
    long asked = key.askedAtMillis;
    long ends = asked + owned.lifetime().toMillis();
    Caller caller =
        new Caller(new User(LegacyTokenFormat.ISSUER, owned.userId()), owned.app(), Set.of());
    LegacySession login =
        LegacySession.admitted(
            new AuthenticationResult.Authenticated(caller, Instant.ofEpochMilli(ends), null, null),
            asked,
            Math.min(ends, plus(asked, options.rememberFor())),
            Math.min(ends, plus(asked, options.stayWithoutResponse())));
    vouchedFor.put(key.digest, login);
    events.verified();
    return login.result();
  }

  private AuthenticationResult deny(PendingLookup key, RejectionReason cause) {
    AuthenticationResult.Rejected no = reject(cause);
    rememberRejection(key, no, options.refuseFor());
    return no;
  }

  private AuthenticationResult stay(PendingLookup key, LegacyLookup.Unclear unclear) {
    LegacySession before = vouchedFor.getIfPresent(key.digest);
    long now = clock.millis();
    if (before != null && before.mayStayAt(now)) {
      vouchedFor.put(key.digest, before.prolongedTo(plus(now, options.pauseAfterFailure())));
      events.stayed();
      return before.result();
    }
    AuthenticationResult.Rejected rejected = reject(unclear);
    rememberRejection(key, rejected, options.pauseAfterFailure());
    return rejected;
  }

  private void rememberRejection(
      PendingLookup key, AuthenticationResult.Rejected no, Duration time) {
    long now = clock.millis();
    rejected.put(key.digest, LegacySession.rejected(no, now, plus(now, time)));
    vouchedFor.invalidate(key.digest);
  }

  private AuthenticationResult.Rejected reject(RejectionReason cause) {
    events.rejected(cause);
    return new AuthenticationResult.Rejected(cause);
  }

  private AuthenticationResult.Rejected reject(LegacyLookup.Unclear unclear) {
    events.rejected(unclear.cause());
    return new AuthenticationResult.Rejected(unclear.cause(), unclear.problem());
  }

  /** Adds a duration of any length without overflow. */
  private static long plus(long millis, Duration time) {
    return millis + Math.min(time.toMillis(), Long.MAX_VALUE / 2);
  }

  /** A lookup: the token and when it started. */
  private record PendingLookup(TokenDigest digest, long askedAtMillis) {}
}
