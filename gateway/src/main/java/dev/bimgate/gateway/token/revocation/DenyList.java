package dev.bimgate.gateway.token.revocation;

import dev.bimgate.gateway.token.jwt.TokenPolicy;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.TokenEvents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The deny list.
 *
 * <p>Each denial begins an epoch, and is stored before the epoch is published: a reader of an epoch
 * sees all denials up to it. A cached token stores the last epoch in which no denial matched it, so
 * that its next use costs one comparison.
 *
 * <p>A denial lasts as long as the tokens that it matches can live: the longest lifetime of any
 * accepted token, and at least a day.
 */
public final class DenyList {

  /** The most denials by operators; further ones are rejected, and none is evicted. */
  static final int MAX_BY_OPERATORS = 10_000;

  /** The most denials by logouts; beyond, the oldest is evicted. */
  static final int MAX_LOGOUTS = 100_000;

  public static final Duration AT_LEAST = Duration.ofDays(1);

  private static final long TEN_YEARS_MILLIS = Duration.ofDays(3_650).toMillis();

  private final BoundedDenyList byOperators = new BoundedDenyList(MAX_BY_OPERATORS);
  private final BoundedDenyList logouts = new BoundedDenyList(MAX_LOGOUTS);
  private final AtomicLong longestLifeMillis = new AtomicLong(AT_LEAST.toMillis());
  private final AtomicLong epoch = new AtomicLong();
  private final InstantSource clock;

  public DenyList(InstantSource clock) {
    this.clock = clock;
  }

  /** The current epoch; 0 until the first denial. */
  long epoch() {
    return epoch.get();
  }

  /** Records the lifetime of an accepted token, so that denials last at least as long. */
  void noteLife(AuthenticationResult.Authenticated authenticated) {
    long now = clock.millis();
    Instant issuedAt = authenticated.issuedAt();
    long begun = issuedAt == null ? now : Math.min(now, issuedAt.toEpochMilli());
    long life = authenticated.expiresAt().toEpochMilli() - begun;
    long bounded = Math.min(TEN_YEARS_MILLIS, life + TokenPolicy.MAX_SKEW.toMillis());
    if (bounded > longestLifeMillis.get()) {
      longestLifeMillis.accumulateAndGet(bounded, Math::max);
    }
  }

  /**
   * Adds a denial by an operator; false if the list is full.
   *
   * @param atMillis tokens of a user that were issued later stay valid
   */
  boolean deny(DenyRule rule, long atMillis) {
    long now = clock.millis();
    boolean noted = byOperators.note(rule, span(atMillis, now), now);
    epoch.incrementAndGet();
    return noted;
  }

  /**
   * Adds a denial by a logout at the issuer.
   *
   * @param atMillis the time of the logout by the issuer's clock
   */
  void logOut(DenyRule rule, long atMillis) {
    long now = clock.millis();
    logouts.noteInPlaceOfTheOldest(rule, span(atMillis, now), now);
    epoch.incrementAndGet();
  }

  long nowMillis() {
    return clock.millis();
  }

  /**
   * Applies what another gateway denies, or has denied: for longer, if tokens live longer that were
   * seen only here.
   *
   * @return the denial as it is now; empty if it is by an operator and there is no room
   */
  Optional<DenyEntry> apply(DenyEntry entry) {
    long now = clock.millis();
    BoundedDenyList.Span span = new BoundedDenyList.Span(entry.atMillis(), endHere(entry));
    boolean noted = true;
    if (entry.byOperator()) {
      noted = byOperators.note(entry.rule(), span, now);
    } else {
      logouts.noteInPlaceOfTheOldest(entry.rule(), span, now);
    }
    epoch.incrementAndGet();
    return noted ? entry(entry.rule(), entry.byOperator()) : Optional.empty();
  }

  /** By the time of the denial, not that of its arrival: applied twice, it lasts no longer. */
  private long endHere(DenyEntry entry) {
    return Math.max(entry.untilMillis(), entry.atMillis() + longestLifeMillis.get());
  }

  /**
   * Extends a denial to the tokens that it matches and that were issued in its future, by an issuer
   * whose clock is ahead. Tokens that came more than the skew later are of a later login.
   *
   * @param denied when it was made
   */
  void denyIssuedSoon(DenyRule rule, VerifiedTokenCache remembered, Instant denied) {
    remembered.thoseOf(rule).stream()
        .map(AuthenticationResult.Authenticated::issuedAt)
        .filter(Objects::nonNull)
        .filter(issued -> !issued.isAfter(denied.plus(TokenPolicy.MAX_SKEW)))
        .max(Comparator.naturalOrder())
        .filter(latest -> latest.isAfter(denied))
        .ifPresent(latest -> deny(rule, latest.toEpochMilli()));
  }

  /** All denials, expired ones included. */
  Stream<DenyEntry> entries() {
    return Stream.concat(entries(byOperators, true), entries(logouts, false));
  }

  private static Stream<DenyEntry> entries(BoundedDenyList list, boolean byOperator) {
    return list.spans().entrySet().stream()
        .map(
            one ->
                new DenyEntry(
                    byOperator,
                    one.getKey(),
                    one.getValue().atMillis(),
                    one.getValue().untilMillis()));
  }

  /** The denial by a rule as it is now; empty if there is none. */
  Optional<DenyEntry> entry(DenyRule rule, boolean byOperator) {
    BoundedDenyList.Span span = (byOperator ? byOperators : logouts).spans().get(rule);
    return span == null
        ? Optional.empty()
        : Optional.of(new DenyEntry(byOperator, rule, span.atMillis(), span.untilMillis()));
  }

  /** When a denial made now would expire, in milliseconds since the epoch. */
  long endMillis() {
    return clock.millis() + longestLifeMillis.get();
  }

  /** Why a valid token is denied; null if it is not. */
  @Nullable
  public RejectionReason causeFor(AuthenticationResult.Authenticated authenticated) {
    long now = clock.millis();
    if (byOperators.concerns(authenticated, now)) {
      return RejectionReason.DENIED;
    }
    return logouts.concerns(authenticated, now) ? RejectionReason.LOGGED_OUT : null;
  }

  /** The number of denials, expired ones included. */
  int size() {
    return byOperators.size() + logouts.size();
  }

  /**
   * Checks a finished authentication against denials made meanwhile.
   *
   * @param events notified of a denial once for each waiting request
   */
  public AuthenticationResult check(AuthenticationResult result, TokenEvents events) {
    if (!(result instanceof AuthenticationResult.Authenticated authenticated)) {
      return result;
    }
    RejectionReason cause = causeFor(authenticated);
    if (cause == null) {
      noteLife(authenticated);
      return authenticated;
    }
    events.rejected(cause);
    return new AuthenticationResult.Rejected(cause);
  }

  /** The same for a legacy token; skipped for a cached one while nothing was ever denied. */
  public CompletionStage<AuthenticationResult> checkLegacyToken(
      CompletionStage<AuthenticationResult> admission, TokenEvents events) {
    return epoch() == 0 && admission.toCompletableFuture().isDone()
        ? admission
        : admission.thenApply(found -> check(found, events));
  }

  private BoundedDenyList.Span span(long atMillis, long nowMillis) {
    return new BoundedDenyList.Span(atMillis, nowMillis + longestLifeMillis.get());
  }
}
