package dev.bimgate.gateway.token.keys;

import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.TokenRejectedException;

/** The result of looking up a token's key. */
public sealed interface KeyLookup {

  /**
   * The key.
   *
   * @throws TokenRejectedException if there is none
   */
  IssuerKey keyOrThrow() throws TokenRejectedException;

  /** The only key that fits. */
  record Found(IssuerKey key) implements KeyLookup {

    @Override
    public IssuerKey keyOrThrow() {
      return key;
    }
  }

  /** No key, and the reason. */
  record Missing(RejectionReason cause) implements KeyLookup {

    @Override
    public IssuerKey keyOrThrow() throws TokenRejectedException {
      throw new TokenRejectedException(cause);
    }
  }
}
