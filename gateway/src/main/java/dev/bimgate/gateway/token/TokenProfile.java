package dev.bimgate.gateway.token;

/** What marks a token as an access token. */
public enum TokenProfile {
  /** Payload {@code typ} is {@code Bearer}, as Keycloak writes it. */
  KEYCLOAK,
  /** Header {@code typ} is {@code at+jwt}, with the claims that RFC 9068, 2.2 requires. */
  RFC9068
}
