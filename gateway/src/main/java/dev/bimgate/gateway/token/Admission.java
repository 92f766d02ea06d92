package dev.bimgate.gateway.token;

import dev.bimgate.cache.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The answer to who is asking. */
public sealed interface Admission {

  /**
   * A verified caller.
   *
   * @param caller who asks
   * @param expiresAt the token's {@code exp}; it is let in for the configured skew beyond
   * @param sessionId the token's {@code sid}, by which a logout names it
   * @param tokenId the token's {@code jti}
   */
  record Admitted(
      Caller caller, Instant expiresAt, @Nullable String sessionId, @Nullable String tokenId)
      implements Admission {}

  /**
   * Nobody we let in.
   *
   * @param cause why, for log and meter only
   */
  record Refused(TokenCause cause) implements Admission {

    /** What the client is told. */
    public Refusal reason() {
      return cause.refusal();
    }
  }
}
