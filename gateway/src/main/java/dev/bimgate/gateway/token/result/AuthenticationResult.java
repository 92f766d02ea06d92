package dev.bimgate.gateway.token.result;

import dev.bimgate.cache.model.Caller;
import dev.bimgate.gateway.problem.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The result of authenticating a request. */
public sealed interface AuthenticationResult {

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
  record Authenticated(
      Caller caller,
      Instant expiresAt,
      @Nullable String sessionId,
      @Nullable String tokenId,
      @Nullable Instant issuedAt)
      implements AuthenticationResult {

    /** For a token whose time of issue is unknown. */
    public Authenticated(
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
  record Rejected(RejectionReason cause, Problem problem) implements AuthenticationResult {

    /** With the problem common to rejections of that kind. */
    public Rejected(RejectionReason cause) {
      this(cause, cause.response().problem());
    }

    /** The kind of rejection. */
    public RejectionResponse reason() {
      return cause.response();
    }
  }
}
