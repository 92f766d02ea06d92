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
 * The one way in which tokens end before their time: they are refused from now on, and the lists of
 * those who had them are dropped.
 *
 * <p>Once a method has returned, no request that comes later is let in by such a token, and no list
 * is told whose load began before. What is under way by then is not kept, but may be told to those
 * who wait for it. Lists belong to callers, not to sessions: those of all callers go that a token
 * of the session or with that id is remembered of, or of the user where the user is known.
 *
 * <p>May look at every remembered token, which takes milliseconds: not for event loops.
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
   * What came of an operator's denial.
   *
   * @param tokens how many remembered tokens it met
   * @param until when it ends: no such token lives longer, as far as one can know
   */
  public record Denied(int tokens, Instant until) {}

  /**
   * Denies what an operator names; of users the tokens that were issued until now.
   *
   * @return empty if too much is denied already
   */
  public Optional<Denied> deny(Denial denial, Instant now) {
    long until = denials.endMillis();
    boolean noted = denials.deny(denial, now.toEpochMilli());
    List<Admission.Admitted> met = remembered.thoseOf(denial);
    // An issuer whose clock is ahead of ours dates its tokens into our future.
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
   * Ends what the issuer says has ended: that session, or where it names none, all sessions of the
   * user. Tokens of the user that name no session end in either case.
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
