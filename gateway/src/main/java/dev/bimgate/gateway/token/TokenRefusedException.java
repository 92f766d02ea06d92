package dev.bimgate.gateway.token;

import org.jspecify.annotations.Nullable;

/** A token failed a check; carries the cause and, being expected, neither text nor stack trace. */
final class TokenRefusedException extends Exception {

  private static final long serialVersionUID = 1;

  private final TokenCause cause;

  TokenRefusedException(TokenCause cause) {
    super(cause.name(), null, false, false);
    this.cause = cause;
  }

  /** Refuses for this cause, if there is one. */
  static void throwFor(@Nullable TokenCause cause) throws TokenRefusedException {
    if (cause != null) {
      throw new TokenRefusedException(cause);
    }
  }

  /** Refuses for this cause, if that is so. */
  static void throwIf(boolean condition, TokenCause cause) throws TokenRefusedException {
    if (condition) {
      throw new TokenRefusedException(cause);
    }
  }

  TokenCause why() {
    return cause;
  }
}
