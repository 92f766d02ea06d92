package dev.bimgate.gateway.token;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
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
final class Denials {

  /** The most denials by operators; further ones are rejected, and none is evicted. */
  static final int MAX_BY_OPERATORS = 10_000;

  /** The most denials by logouts; beyond, the oldest is evicted. */
  static final int MAX_LOGOUTS = 100_000;

  static final Duration AT_LEAST = Duration.ofDays(1);

  private static final long TEN_YEARS_MILLIS = Duration.ofDays(3_650).toMillis();

  private final DenialShelf byOperators = new DenialShelf(MAX_BY_OPERATORS);
  private final DenialShelf logouts = new DenialShelf(MAX_LOGOUTS);
  private final AtomicLong longestLifeMillis = new AtomicLong(AT_LEAST.toMillis());
  private final AtomicLong epoch = new AtomicLong();
  private final InstantSource clock;

  Denials(InstantSource clock) {
    this.clock = clock;
  }

  /** The current epoch; 0 until the first denial. */
  long epoch() {
    return epoch.get();
  }

  /** Records the lifetime of an accepted token, so that denials last at least as long. */
  void noteLife(Admission.Admitted admitted) {
    long now = clock.millis();
    Instant issuedAt = admitted.issuedAt();
    long begun = issuedAt == null ? now : Math.min(now, issuedAt.toEpochMilli());
    long life = admitted.expiresAt().toEpochMilli() - begun;
    long bounded = Math.min(TEN_YEARS_MILLIS, life + TokenRules.MAX_SKEW.toMillis());
    if (bounded > longestLifeMillis.get()) {
      longestLifeMillis.accumulateAndGet(bounded, Math::max);
    }
  }

  /**
   * Adds a denial by an operator; false if the list is full.
   *
   * @param atMillis tokens of a user that were issued later stay valid
   */
  boolean deny(Denial denial, long atMillis) {
    long now = clock.millis();
    boolean noted = byOperators.note(denial, span(atMillis, now), now);
    epoch.incrementAndGet();
    return noted;
  }

  /**
   * Adds a denial by a logout at the issuer.
   *
   * @param atMillis the time of the logout by the issuer's clock
   */
  void logOut(Denial denial, long atMillis) {
    long now = clock.millis();
    logouts.noteInPlaceOfTheOldest(denial, span(atMillis, now), now);
    epoch.incrementAndGet();
  }

  /** When a denial made now would expire, in milliseconds since the epoch. */
  long endMillis() {
    return clock.millis() + longestLifeMillis.get();
  }

  /** Why a valid token is denied; null if it is not. */
  @Nullable TokenCause causeFor(Admission.Admitted admitted) {
    long now = clock.millis();
    if (byOperators.concerns(admitted, now)) {
      return TokenCause.DENIED;
    }
    return logouts.concerns(admitted, now) ? TokenCause.LOGGED_OUT : null;
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
  Admission check(Admission admission, TokenEvents events) {
    if (!(admission instanceof Admission.Admitted admitted)) {
      return admission;
    }
    TokenCause cause = causeFor(admitted);
    if (cause == null) {
      noteLife(admitted);
      return admitted;
    }
    events.refused(cause);
    return new Admission.Refused(cause);
  }

  /** The same for a legacy token; skipped for a cached one while nothing was ever denied. */
  CompletionStage<Admission> checkOldLogin(
      CompletionStage<Admission> admission, TokenEvents events) {
    return epoch() == 0 && admission.toCompletableFuture().isDone()
        ? admission
        : admission.thenApply(found -> check(found, events));
  }

  private DenialShelf.Span span(long atMillis, long nowMillis) {
    return new DenialShelf.Span(atMillis, nowMillis + longestLifeMillis.get());
  }
}
