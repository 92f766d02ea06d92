package dev.bimgate.gateway.token;

import dev.bimgate.cache.User;
import java.util.ArrayList;
import java.util.List;

/** A rule that rejects otherwise valid tokens, made by an operator or by a logout at the issuer. */
public sealed interface Denial {

  /** The token with this {@code jti}, whenever it was issued. */
  record OfToken(String tokenId) implements Denial {}

  /** All tokens of the session with this {@code sid}, whenever they were issued. */
  record OfSession(String sessionId) implements Denial {}

  /** The JWTs with this {@code sub}, of any issuer, that were issued before. */
  record OfSubject(String subject) implements Denial {}

  /**
   * The tokens of one user that were issued before. All legacy tokens count as issued before, as
   * their time of issue is unknown.
   */
  record OfUser(User user) implements Denial {}

  /** The legacy tokens of the user with this {@code user_id}. */
  static Denial ofOldLoginsOf(String userId) {
    return new OfUser(new User(LegacyForm.ISSUER, userId));
  }

  /**
   * The tokens of one user that were issued before and have no {@code sid}: any of them may belong
   * to a session that has ended.
   */
  record OfUnnamedSessions(User user) implements Denial {}

  /** Whether tokens issued later are still accepted, so that the user can log in again. */
  default boolean sparesLaterTokens() {
    return !(this instanceof OfToken || this instanceof OfSession);
  }

  /** Every denial that would match this token. */
  static List<Denial> allThatConcern(Admission.Admitted admitted) {
    User user = admitted.caller().user();
    List<Denial> all = new ArrayList<>(4);
    all.add(new OfUser(user));
    if (!user.issuer().equals(LegacyForm.ISSUER)) {
      all.add(new OfSubject(user.subject()));
    }
    String session = admitted.sessionId();
    all.add(session == null ? new OfUnnamedSessions(user) : new OfSession(session));
    if (admitted.tokenId() != null) {
      all.add(new OfToken(admitted.tokenId()));
    }
    return all;
  }
}
