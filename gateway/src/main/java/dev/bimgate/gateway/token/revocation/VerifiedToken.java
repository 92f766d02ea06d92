package dev.bimgate.gateway.token.revocation;

import dev.bimgate.cache.model.Caller;
import dev.bimgate.gateway.token.keys.IssuerKey;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The cached result of a verification: identity, validity and key, without the token. */
public final class VerifiedToken {

  private static final int FIXED_BYTES = 400;
  private static final int BYTES_PER_STRING = 56;

  private final AuthenticationResult.Authenticated authenticated;
  private final CompletionStage<AuthenticationResult> stage;
  private final IssuerKey key;
  private final long fromMillis;
  private final long untilMillis;

  /** The last epoch in which no denial matched it; saves the next check. */
  private volatile long validIn = -1;

  public VerifiedToken(
      AuthenticationResult.Authenticated authenticated,
      IssuerKey key,
      long fromMillis,
      long untilMillis) {
    this.authenticated = authenticated;
    // No minimal stage, which makes a future each time that it is asked for its result.
    this.stage = CompletableFuture.completedFuture(authenticated);
    this.key = key;
    this.fromMillis = fromMillis;
    this.untilMillis = untilMillis;
  }

  /** The result as a completed stage, made once and not completable by others. */
  public CompletionStage<AuthenticationResult> stage() {
    return stage;
  }

  public AuthenticationResult.Authenticated authenticated() {
    return authenticated;
  }

  long untilMillis() {
    return untilMillis;
  }

  boolean holdsAt(long nowMillis) {
    return nowMillis >= fromMillis && nowMillis < untilMillis && !key.isWithdrawn();
  }

  /** Whether no denial matches it. */
  public boolean isValid(DenyList denyList) {
    long epoch = denyList.epoch();
    if (validIn == epoch) {
      return true;
    }
    if (denyList.causeFor(authenticated) != null) {
      return false;
    }
    validIn = epoch;
    return true;
  }

  /** The estimated size in memory. */
  int sizeBytes() {
    Caller caller = authenticated.caller();
    int bytes = FIXED_BYTES + size(caller.user().issuer()) + size(caller.user().subject());
    bytes += size(caller.app()) + size(authenticated.sessionId()) + size(authenticated.tokenId());
    for (String scope : caller.scopes()) {
      bytes += size(scope);
    }
    return bytes;
  }

  private static int size(@Nullable String text) {
    return text == null ? 0 : BYTES_PER_STRING + 2 * text.length();
  }
}
