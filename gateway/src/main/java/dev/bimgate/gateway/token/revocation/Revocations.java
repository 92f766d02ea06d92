package dev.bimgate.gateway.token.revocation;

import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Invalidation.Reason;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.peers.PeerReplies;
import dev.bimgate.gateway.token.jwt.LogoutClaims;
import dev.bimgate.gateway.token.keys.IssuerKeys;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import io.vertx.core.Future;
import java.time.Instant;
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

  private final DenyList denyList;
  private final VerifiedTokenCache remembered;
  private final IssuerKeys keys;
  private final Consumer<Invalidation> lists;
  private final SharedDenyList shared;

  public Revocations(
      DenyList denyList,
      VerifiedTokenCache remembered,
      IssuerKeys keys,
      Consumer<Invalidation> lists,
      SharedDenyList shared) {
    this.denyList = denyList;
    this.remembered = remembered;
    this.keys = keys;
    this.lists = lists;
    this.shared = shared;
  }

  /**
   * The result of an operator's denial.
   *
   * @param tokens how many cached tokens it matched
   * @param until when it expires; no such token is known to live longer
   * @param everywhere completes once the other gateways deny, too
   */
  public record Denied(int tokens, Instant until, Future<PeerReplies> everywhere) {}

  /**
   * Adds a denial by an operator; for users it covers tokens issued until now.
   *
   * @return empty if the deny list is full
   */
  public Optional<Denied> deny(DenyRule rule, Instant now) {
    long until = denyList.endMillis();
    boolean noted = denyList.deny(rule, now.toEpochMilli());
    List<AuthenticationResult.Authenticated> met = remembered.thoseOf(rule);
    if (noted) {
      denyList.denyIssuedSoon(rule, remembered, now);
    }
    List<Invalidation> invalidated = invalidateLists(rule, met, Reason.OPERATOR);
    return noted
        ? Optional.of(
            new Denied(met.size(), Instant.ofEpochMilli(until), publish(rule, true, invalidated)))
        : Optional.empty();
  }

  /**
   * Applies a logout: revokes the session, or if it names none, all sessions of the user. Tokens of
   * the user without a session are revoked in either case.
   *
   * @return completes once the other gateways have applied it, too
   */
  public Future<?> logOut(LogoutClaims logout) {
    String session = logout.sessionId();
    String subject = logout.subject();
    User user = subject == null ? null : new User(logout.issuer(), subject);
    DenyRule rule = session != null ? new DenyRule.OfSession(session) : ofUser(user);
    denyList.logOut(rule, logout.issuedAtMillis());
    List<Invalidation> invalidated =
        user != null
            ? invalidate(List.of(Scope.user(user)), Reason.LOGOUT)
            : invalidateLists(rule, remembered.thoseOf(rule), Reason.LOGOUT);
    Future<?> published = publish(rule, false, invalidated);
    if (session == null || user == null) {
      return published;
    }
    DenyRule unnamed = new DenyRule.OfUnnamedSessions(user);
    denyList.logOut(unnamed, logout.issuedAtMillis());
    return Future.all(published, publish(unnamed, false, List.of()));
  }

  private static DenyRule ofUser(@Nullable User user) {
    return new DenyRule.OfUser(Objects.requireNonNull(user, "neither session nor user"));
  }

  private List<Invalidation> invalidateLists(
      DenyRule rule, List<AuthenticationResult.Authenticated> met, Reason reason) {
    String issuer = keys.issuer();
    if (rule instanceof DenyRule.OfUser of) {
      return invalidate(List.of(Scope.user(of.user())), reason);
    }
    if (rule instanceof DenyRule.OfSubject of && issuer != null) {
      return invalidate(List.of(Scope.user(new User(issuer, of.subject()))), reason);
    }
    return invalidate(
        met.stream()
            .map(AuthenticationResult.Authenticated::caller)
            .distinct()
            .map(Scope::caller)
            .toList(),
        reason);
  }

  private List<Invalidation> invalidate(List<Scope> scopes, Reason reason) {
    List<Invalidation> what =
        scopes.stream().map(scope -> new Invalidation(scope, reason)).toList();
    what.forEach(lists);
    return what;
  }

  private Future<PeerReplies> publish(
      DenyRule rule, boolean byOperator, List<Invalidation> invalidated) {
    return denyList
        .entry(rule, byOperator)
        .map(entry -> shared.publish(entry, invalidated))
        .orElse(Future.succeededFuture(PeerReplies.NONE));
  }
}
