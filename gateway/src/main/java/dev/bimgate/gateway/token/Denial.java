package dev.bimgate.gateway.token;

import dev.bimgate.cache.User;
import java.util.ArrayList;
import java.util.List;

/**
 * What is not let in any more, although its tokens would be good: by an operator's word, or because
 * the issuer said that it has ended.
 */
public sealed interface Denial {

  /** One token, by its {@code jti}, whenever it was issued. */
  record OfToken(String tokenId) implements Denial {}

  /** All tokens of one session, by its {@code sid}, whenever they were issued. */
  record OfSession(String sessionId) implements Denial {}

  /** The JWTs with that {@code sub}, of whatever issuer, which were issued before. */
  record OfSubject(String subject) implements Denial {}

  /**
   * The tokens of one user which were issued before. Of an old login it is not known when its token
   * was issued: all tokens count as older.
   */
  record OfUser(User user) implements Denial {}

  /** The old logins of one user, whose {@code user_id} that is. */
  static Denial ofOldLoginsOf(String userId) {
    return new OfUser(new User(LegacyForm.ISSUER, userId));
  }

  /**
   * The tokens of one user which were issued before and name no session: when one session of the
   * user ends, any of them may be of that one.
   */
  record OfUnnamedSessions(User user) implements Denial {}

  /** Whether a token that was issued later is let in, so that its user can log in again. */
  default boolean sparesLaterTokens() {
    return !(this instanceof OfToken || this instanceof OfSession);
  }

  /** Every denial that would concern such a token. */
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
