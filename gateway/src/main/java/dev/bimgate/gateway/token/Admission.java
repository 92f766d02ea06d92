package dev.bimgate.gateway.token;

import dev.bimgate.cache.Caller;
import dev.bimgate.gateway.problem.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The answer to who is asking. */
public sealed interface Admission {

  /**
   * A verified caller.
   *
   * @param caller who asks
   * @param expiresAt the token's {@code exp}; it is let in for the configured skew beyond. Of an
   *     old login: when it ends
   * @param sessionId the token's {@code sid}, by which a logout names it
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

    /** By a token of which it is not known when it was issued. */
    public Admitted(
        Caller caller, Instant expiresAt, @Nullable String sessionId, @Nullable String tokenId) {
      this(caller, expiresAt, sessionId, tokenId, null);
    }
  }

  /**
   * Nobody we let in.
   *
   * @param cause why, for log and meter only
   * @param problem what the client is told
   */
  record Refused(TokenCause cause, Problem problem) implements Admission {

    /** Told as all refusals of that kind are. */
    public Refused(TokenCause cause) {
      this(cause, cause.refusal().problem());
    }

    /** The kind of refusal. */
    public Refusal reason() {
      return cause.refusal();
    }
  }
}
