package dev.bimgate.gateway.config;

/** The signature algorithms a token may use (RFC 7518, section 3.1): asymmetric ones only. */
public enum TokenAlgorithm {
  RS256,
  RS384,
  RS512,
  PS256,
  PS384,
  PS512,
  ES256,
  ES384,
  ES512
}
