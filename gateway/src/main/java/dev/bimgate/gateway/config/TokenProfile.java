package dev.bimgate.gateway.config;

/** The rules by which a JWT is told to be an access token. */
public enum TokenProfile {
  /** Keycloak's: the claim {@code typ} is {@code Bearer}. */
  KEYCLOAK,
  /**
   * RFC 9068, section 4: the header {@code typ} is {@code at+jwt}, and all its claims are there.
   */
  RFC9068
}
