package dev.bimgate.gateway.token;

/** A token failed a check; carries the cause and, being expected, neither text nor stack trace. */
final class TokenRefusedException extends Exception {

  private static final long serialVersionUID = 1;

  private final TokenCause cause;

  TokenRefusedException(TokenCause cause) {
    super(cause.name(), null, false, false);
    this.cause = cause;
  }

  TokenCause why() {
    return cause;
  }
}
