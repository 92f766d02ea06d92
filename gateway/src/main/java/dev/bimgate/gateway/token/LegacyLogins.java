package dev.bimgate.gateway.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.bimgate.cache.Caller;
import dev.bimgate.cache.User;
import dev.bimgate.gateway.problem.UpstreamProblem;
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
public final class LegacyLogins {

  private final LegacyTerm term;
  private final LegacyAnswer.Lookup lookup;
  private final LegacyOptions options;
  private final InstantSource clock;
  private final TokenEvents events;
  private final Cache<TokenDigest, LegacyLogin> vouchedFor;

  /** Separate, so that a flood of invented tokens evicts no valid one. */
  private final Cache<TokenDigest, LegacyLogin> refused;

  private final SingleFlight<TokenDigest, Admission> questions = new SingleFlight<>();

  LegacyLogins(
      LegacyTerm term,
      LegacyAnswer.Lookup lookup,
      LegacyOptions options,
      InstantSource clock,
      TokenEvents events) {
    this.term = term;
    this.lookup = lookup;
    this.options = options;
    this.clock = clock;
    this.events = events;
    this.vouchedFor = memory();
    this.refused = memory();
  }

  public static LegacyLogins of(
      LegacyTerm term,
      AuthorizeCall lookup,
      LegacyOptions options,
      InstantSource clock,
      TokenEvents events) {
    return new LegacyLogins(term, lookup, options, clock, events);
  }

  private Cache<TokenDigest, LegacyLogin> memory() {
    return Caffeine.newBuilder()
        .maximumSize(options.maxRemembered())
        // Maintenance takes microseconds, less than handing it to a pool.
        .executor(Runnable::run)
        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
        // Frees memory only: validity is checked at each use.
        .expireAfter(Expiry.writing(this::lifetime))
        .build();
  }

  private Duration lifetime(TokenDigest digest, LegacyLogin login) {
    return Duration.ofMillis(Math.max(0, login.stayUntilMillis() - clock.millis()));
  }

  /** Authenticates like {@link TokenGate#admit}; the stage of a cached token is complete. */
  CompletionStage<Admission> admit(TokenDigest digest, String authorization) {
    long now = clock.millis();
    if (term.isOverAt(now)) {
      events.refused(TokenCause.LEGACY);
      return CompletableFuture.completedStage(new Admission.Refused(TokenCause.LEGACY));
    }
    LegacyLogin known = find(digest, now);
    return known != null ? known.stage() : askOnce(digest, authorization, now);
  }

  /** The approximate number of cached tokens, without rejected ones. */
  long remembered() {
    return vouchedFor.estimatedSize();
  }

  private @Nullable LegacyLogin find(TokenDigest digest, long now) {
    LegacyLogin login = vouchedFor.getIfPresent(digest);
    if (login != null) {
      return login.holdsAt(now) ? login : null;
    }
    LegacyLogin no = refused.getIfPresent(digest);
    return no != null && no.holdsAt(now) ? no : null;
  }

  private CompletionStage<Admission> askOnce(TokenDigest digest, String authorization, long now) {
    return questions.joinOrStart(digest, () -> ask(new Question(digest, now), authorization));
  }

  private CompletionStage<Admission> ask(Question question, String authorization) {
    // A lookup that completed since the first check has cached its result.
    LegacyLogin answered = find(question.digest, question.askedAtMillis);
    if (answered != null) {
      return answered.stage();
    }
    LegacyLogin before = vouchedFor.getIfPresent(question.digest);
    if (before == null && questions.size() > options.maxAsked()) {
      return CompletableFuture.completedStage(refuse(TokenCause.OVERLOADED));
    }
    boolean again =
        before != null && before.prolonged() && before.mayStayAt(question.askedAtMillis);
    Duration within = again ? options.askAgainWithin() : options.askWithin();
    return answerTo(authorization, within)
        .handle((answer, defect) -> take(question, answer != null ? answer : unforeseen(defect)))
        .exceptionally(defect -> refuse(unforeseen(defect)));
  }

  private CompletionStage<LegacyAnswer> answerTo(String authorization, Duration within) {
    try {
      return lookup.ask(authorization, within);
    } catch (RuntimeException | Error defect) {
      return CompletableFuture.failedStage(defect);
    }
  }

  private static LegacyAnswer.Unclear unforeseen(@Nullable Throwable defect) {
    Throwable cause = defect == null ? new IllegalStateException("no response") : defect;
    return new LegacyAnswer.Unclear(TokenCause.UNEXPECTED, UpstreamProblem.of(cause));
  }

  private Admission take(Question question, LegacyAnswer answer) {
    Admission admission = remember(question, answer);
    // Midnight may have passed during the lookup.
    return term.isOverAt(clock.millis()) ? new Admission.Refused(TokenCause.LEGACY) : admission;
  }

  private Admission remember(Question question, LegacyAnswer answer) {
    if (answer instanceof LegacyAnswer.Owned owned) {
      return owned.lifetime().isNegative() || owned.lifetime().isZero()
          ? deny(question, TokenCause.EXPIRED)
          : admit(question, owned);
    }
    return answer instanceof LegacyAnswer.Denied denied
        ? deny(question, denied.cause())
        : stay(question, (LegacyAnswer.Unclear) answer);
  }

  /** All times count from the request to Bimplus, so that none exceeds what Bimplus meant. */
  private Admission admit(Question question, LegacyAnswer.Owned owned) {
    long asked = question.askedAtMillis;
    long ends = asked + owned.lifetime().toMillis();
    Caller caller = new Caller(new User(LegacyForm.ISSUER, owned.userId()), owned.app(), Set.of());
    LegacyLogin login =
        LegacyLogin.admitted(
            new Admission.Admitted(caller, Instant.ofEpochMilli(ends), null, null),
            asked,
            Math.min(ends, plus(asked, options.rememberFor())),
            Math.min(ends, plus(asked, options.stayWithoutAnswer())));
    vouchedFor.put(question.digest, login);
    events.verified();
    return login.admission();
  }

  private Admission deny(Question question, TokenCause cause) {
    Admission.Refused no = refuse(cause);
    keepRefusal(question, no, options.refuseFor());
    return no;
  }

  private Admission stay(Question question, LegacyAnswer.Unclear unclear) {
    LegacyLogin before = vouchedFor.getIfPresent(question.digest);
    long now = clock.millis();
    if (before != null && before.mayStayAt(now)) {
      vouchedFor.put(question.digest, before.prolongedTo(plus(now, options.pauseAfterFailure())));
      events.stayed();
      return before.admission();
    }
    Admission.Refused told = refuse(unclear);
    keepRefusal(question, told, options.pauseAfterFailure());
    return told;
  }

  private void keepRefusal(Question question, Admission.Refused no, Duration time) {
    long now = clock.millis();
    refused.put(question.digest, LegacyLogin.refused(no, now, plus(now, time)));
    vouchedFor.invalidate(question.digest);
  }

  private Admission.Refused refuse(TokenCause cause) {
    events.refused(cause);
    return new Admission.Refused(cause);
  }

  private Admission.Refused refuse(LegacyAnswer.Unclear unclear) {
    events.refused(unclear.cause());
    return new Admission.Refused(unclear.cause(), unclear.problem());
  }

  /** Adds a duration of any length without overflow. */
  private static long plus(long millis, Duration time) {
    return millis + Math.min(time.toMillis(), Long.MAX_VALUE / 2);
  }

  /** A lookup: the token and when it started. */
  private record Question(TokenDigest digest, long askedAtMillis) {}
}
