package dev.bimgate.gateway.token;

/** What came of looking for a token's key. */
sealed interface KeyLookup {

  /**
   * The key that was found.
   *
   * @throws TokenRefusedException for the cause why there is none
   */
  IssuerKey keyOrRefuse() throws TokenRefusedException;

  /** The one key that fits. */
  record Found(IssuerKey key) implements KeyLookup {

    @Override
    public IssuerKey keyOrRefuse() {
      return key;
    }
  }

  /** None, and this is why. */
  record Missing(TokenCause cause) implements KeyLookup {

    @Override
    public IssuerKey keyOrRefuse() throws TokenRefusedException {
      throw new TokenRefusedException(cause);
    }
  }
}
