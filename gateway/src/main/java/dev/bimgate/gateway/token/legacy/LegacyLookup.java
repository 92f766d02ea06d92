package dev.bimgate.gateway.token.legacy;

import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.token.result.RejectionReason;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The result of looking up a legacy token at Bimplus. */
public sealed interface LegacyLookup {

  /**
   * A token with an owner.
   *
   * @param userId the owner
   * @param app the application that the token was issued to
   * @param lifetime the remaining lifetime; zero or less: expired
   */
  record Owned(String userId, String app, Duration lifetime) implements LegacyLookup {}

  /** A token that Bimplus rejects, or whose {@code authorize} is gone. */
  record Denied(RejectionReason cause) implements LegacyLookup {}

  /**
   * An inconclusive lookup: the token may be valid.
   *
   * @param problem the problem for a client that cannot be authenticated because of it
   */
  record Unclear(RejectionReason cause, Problem problem) implements LegacyLookup {}

  /** Looks up the owner of a legacy token. */
  interface Lookup {

    /**
     * Sends one request; every failure is {@link LegacyLookup.Unclear}.
     *
     * @param authorization the client's {@code Authorization} header, scheme included
     * @param within the timeout, to the last byte of the response
     * @param owner whom Bimplus has named before for this token; null: nobody
     * @param party what the call shares connections by while the owner is unknown
     */
    CompletionStage<LegacyLookup> lookUp(
        String authorization, Duration within, @Nullable User owner, Object party);
  }
}
