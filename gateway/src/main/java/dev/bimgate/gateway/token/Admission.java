package dev.bimgate.gateway.token;

import dev.bimgate.cache.Caller;
import dev.bimgate.gateway.problem.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The result of authenticating a request. */
public sealed interface Admission {

  /**
   * A verified caller.
   *
   * @param caller the user and app of the token
   * @param expiresAt {@code exp} of the token, which is accepted for the configured skew beyond;
   *     for a legacy token the end of its lifetime
   * @param sessionId the token's {@code sid}, which a logout token can name
   * @param tokenId the token's {@code jti}
   * @param issuedAt the token's {@code iat}
   */
  record Admitted(
      Caller caller,
      Instant expiresAt,
      @Nullable String sessionId,
      @Nullable String tokenId,
      @Nullable Instant issuedAt)
      implements Admission {

    /** For a token whose time of issue is unknown. */
    public Admitted(
        Caller caller, Instant expiresAt, @Nullable String sessionId, @Nullable String tokenId) {
      this(caller, expiresAt, sessionId, tokenId, null);
    }
  }

  /**
   * A rejected credential.
   *
   * @param cause the reason, for log and meter only
   * @param problem the problem sent to the client
   */
  record Refused(TokenCause cause, Problem problem) implements Admission {

    /** With the problem common to rejections of that kind. */
    public Refused(TokenCause cause) {
      this(cause, cause.refusal().problem());
    }

    /** The kind of rejection. */
    public Refusal reason() {
      return cause.refusal();
    }
  }
}
