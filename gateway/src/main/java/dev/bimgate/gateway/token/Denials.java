package dev.bimgate.gateway.token;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is denied at present.
 *
 * <p>An epoch begins with each denial, which is noted before its epoch is published: whoever reads
 * an epoch sees all denials up to it. A remembered token notes the last epoch in which nothing
 * concerned it, so that its next use costs one comparison.
 *
 * <p>A denial lasts as long as the tokens that it is about can live. How long that is nobody says
 * in advance: it is taken to be the longest life of any token that was let in, and a day at least.
 */
final class Denials {

  /** Operators' denials at most; there is no room for more, rather than one being forgotten. */
  static final int MAX_BY_OPERATORS = 10_000;

  /** Ended sessions and users at most; the oldest is forgotten, when all its tokens are old. */
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

  /** The present epoch; 0 as long as nothing was ever denied. */
  long epoch() {
    return epoch.get();
  }

  /** Notes that such a token is about, so that a denial outlives all that are like it. */
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
   * Denies something by an operator's word; false if there is no room for more.
   *
   * @param atMillis tokens of a user that were issued later are spared
   */
  boolean deny(Denial denial, long atMillis) {
    long now = clock.millis();
    boolean noted = byOperators.note(denial, span(atMillis, now), now);
    epoch.incrementAndGet();
    return noted;
  }

  /**
   * Denies something because the issuer said that it has ended.
   *
   * @param atMillis when the issuer says that was
   */
  void logOut(Denial denial, long atMillis) {
    long now = clock.millis();
    logouts.noteInPlaceOfTheOldest(denial, span(atMillis, now), now);
    epoch.incrementAndGet();
  }

  /** When a denial made now would end, in milliseconds of the epoch. */
  long endMillis() {
    return clock.millis() + longestLifeMillis.get();
  }

  /** Why a token is not let in, although it is good; null if it is. */
  @Nullable TokenCause causeFor(Admission.Admitted admitted) {
    long now = clock.millis();
    if (byOperators.concerns(admitted, now)) {
      return TokenCause.DENIED;
    }
    return logouts.concerns(admitted, now) ? TokenCause.LOGGED_OUT : null;
  }

  /** How many there are, ended ones included. */
  int size() {
    return byOperators.size() + logouts.size();
  }

  /**
   * The last look at somebody who would be let in: whoever was admitted stays so only if nothing
   * has denied it meanwhile.
   *
   * @param events told of a denial, once for each who waits for the admission
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

  /** The same for an old login; one that is remembered only if anything was ever denied. */
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
