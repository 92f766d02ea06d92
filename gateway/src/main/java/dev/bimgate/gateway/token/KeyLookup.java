package dev.bimgate.gateway.token;

/** The result of looking up a token's key. */
sealed interface KeyLookup {

  /**
   * The key.
   *
   * @throws TokenRefusedException if there is none
   */
  IssuerKey keyOrRefuse() throws TokenRefusedException;

  /** The only key that fits. */
  record Found(IssuerKey key) implements KeyLookup {

    @Override
    public IssuerKey keyOrRefuse() {
      return key;
    }
  }

  /** No key, and the reason. */
  record Missing(TokenCause cause) implements KeyLookup {

    @Override
    public IssuerKey keyOrRefuse() throws TokenRefusedException {
      throw new TokenRefusedException(cause);
    }
  }
}
