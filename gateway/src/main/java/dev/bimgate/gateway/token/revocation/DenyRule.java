package dev.bimgate.gateway.token.revocation;

import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.token.parse.LegacyTokenFormat;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import java.util.ArrayList;
import java.util.List;

/** A rule that rejects otherwise valid tokens, made by an operator or by a logout at the issuer. */
public sealed interface DenyRule {

  /** The token with this {@code jti}, whenever it was issued. */
  record OfToken(String tokenId) implements DenyRule {}

  /** All tokens of the session with this {@code sid}, whenever they were issued. */
  record OfSession(String sessionId) implements DenyRule {}

  /** The JWTs with this {@code sub}, of any issuer, that were issued before. */
  record OfSubject(String subject) implements DenyRule {}

  /**
   * The tokens of one user that were issued before. All legacy tokens count as issued before, as
   * their time of issue is unknown.
   */
  record OfUser(User user) implements DenyRule {}

  /** The legacy tokens of the user with this {@code user_id}. */
  static DenyRule ofLegacyTokensOf(String userId) {
    return new OfUser(new User(LegacyTokenFormat.ISSUER, userId));
  }

  /**
   * The tokens of one user that were issued before and have no {@code sid}: any of them may belong
   * to a session that has ended.
   */
  record OfUnnamedSessions(User user) implements DenyRule {}

  /** Whether tokens issued later are still accepted, so that the user can log in again. */
  default boolean acceptsLaterTokens() {
    return !(this instanceof OfToken || this instanceof OfSession);
  }

  /** Every denial that would match this token. */
  static List<DenyRule> allThatConcern(AuthenticationResult.Authenticated authenticated) {
    User user = authenticated.caller().user();
    List<DenyRule> all = new ArrayList<>(4);
    all.add(new OfUser(user));
    if (!user.issuer().equals(LegacyTokenFormat.ISSUER)) {
      all.add(new OfSubject(user.subject()));
    }
    String session = authenticated.sessionId();
    all.add(session == null ? new OfUnnamedSessions(user) : new OfSession(session));
    if (authenticated.tokenId() != null) {
      all.add(new OfToken(authenticated.tokenId()));
    }
    return all;
  }
}
