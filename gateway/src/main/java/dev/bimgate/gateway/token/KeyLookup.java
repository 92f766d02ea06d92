package dev.bimgate.gateway.token;

/** What came of looking for a token's key. */
sealed interface KeyLookup {

  /** The one key that fits. */
  record Found(IssuerKey key) implements KeyLookup {}

  /** None, and this is why. */
  record Missing(TokenCause cause) implements KeyLookup {}
}
