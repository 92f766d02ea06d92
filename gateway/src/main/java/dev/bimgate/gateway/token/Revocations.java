package dev.bimgate.gateway.token;

import dev.bimgate.cache.Invalidation;
import dev.bimgate.cache.Invalidation.Reason;
import dev.bimgate.cache.Scope;
import dev.bimgate.cache.User;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The only way to revoke tokens: rejects them from now on and invalidates the lists of their
 * owners.
 *
 * <p>Once a method has returned, later requests with such a token are rejected, and no list is
 * served whose load began before. An in-flight load is not cached, but may be served to requests
 * that wait for it. Lists belong to callers, not to sessions: invalidated are those of the user if
 * known, else those of all callers with a cached token of that session or ID.
 *
 * <p>May scan all cached tokens, which takes milliseconds: not for event loops.
 */
public final class Revocations {

  private final Denials denials;
  private final RememberedTokens remembered;
  private final IssuerKeys keys;
  private final Consumer<Invalidation> lists;

  Revocations(
      Denials denials, RememberedTokens remembered, IssuerKeys keys, Consumer<Invalidation> lists) {
    this.denials = denials;
    this.remembered = remembered;
    this.keys = keys;
    this.lists = lists;
  }

  /**
   * The result of an operator's denial.
   *
   * @param tokens how many cached tokens it matched
   * @param until when it expires; no such token is known to live longer
   */
  public record Denied(int tokens, Instant until) {}

  /**
   * Adds a denial by an operator; for users it covers tokens issued until now.
   *
   * @return empty if the deny list is full
   */
  public Optional<Denied> deny(Denial denial, Instant now) {
    long until = denials.endMillis();
    boolean noted = denials.deny(denial, now.toEpochMilli());
    List<Admission.Admitted> met = remembered.thoseOf(denial);
    // An issuer whose clock is ahead of ours issues tokens in our future.
    Optional<Instant> latest =
        met.stream()
            .map(Admission.Admitted::issuedAt)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder());
    if (noted && latest.isPresent() && latest.get().isAfter(now)) {
      denials.deny(denial, latest.get().toEpochMilli());
    }
    dropLists(denial, met, Reason.OPERATOR);
    return noted
        ? Optional.of(new Denied(met.size(), Instant.ofEpochMilli(until)))
        : Optional.empty();
  }

  /**
   * Applies a logout: revokes the session, or if it names none, all sessions of the user. Tokens of
   * the user without a session are revoked in either case.
   */
  void logOut(LogoutClaims logout) {
    String session = logout.sessionId();
    String subject = logout.subject();
    User user = subject == null ? null : new User(logout.issuer(), subject);
    Denial denial = session != null ? new Denial.OfSession(session) : ofUser(user);
    denials.logOut(denial, logout.issuedAtMillis());
    if (session != null && user != null) {
      denials.logOut(new Denial.OfUnnamedSessions(user), logout.issuedAtMillis());
    }
    if (user != null) {
      lists.accept(new Invalidation(Scope.user(user), Reason.LOGOUT));
    } else {
      dropLists(denial, remembered.thoseOf(denial), Reason.LOGOUT);
    }
  }

  private static Denial ofUser(@Nullable User user) {
    return new Denial.OfUser(Objects.requireNonNull(user, "neither session nor user"));
  }

  private void dropLists(Denial denial, List<Admission.Admitted> met, Reason reason) {
    String issuer = keys.issuer();
    if (denial instanceof Denial.OfUser of) {
      lists.accept(new Invalidation(Scope.user(of.user()), reason));
    } else if (denial instanceof Denial.OfSubject of && issuer != null) {
      lists.accept(new Invalidation(Scope.user(new User(issuer, of.subject())), reason));
    } else {
      met.stream()
          .map(Admission.Admitted::caller)
          .distinct()
          .forEach(caller -> lists.accept(new Invalidation(Scope.caller(caller), reason)));
    }
  }
}
