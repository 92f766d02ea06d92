package dev.bimgate.gateway.config;

/** The rules that recognise an access token. */
public enum TokenProfile {
  /** Keycloak's: the claim {@code typ} is {@code Bearer}. */
  KEYCLOAK,
  /**
   * RFC 9068, section 4: the header {@code typ} is {@code at+jwt}, and all its claims are present.
   */
  RFC9068
}
