package dev.bimgate.gateway.token;

import org.jspecify.annotations.Nullable;

/** A rejected token, with its reason and, being expected, without text and stack trace. */
final class TokenRefusedException extends Exception {

  private static final long serialVersionUID = 1;

  private final TokenCause cause;

  TokenRefusedException(TokenCause cause) {
    super(cause.name(), null, false, false);
    this.cause = cause;
  }

  /** Throws if there is a cause. */
  static void throwFor(@Nullable TokenCause cause) throws TokenRefusedException {
    if (cause != null) {
      throw new TokenRefusedException(cause);
    }
  }

  /** Throws if the condition holds. */
  static void throwIf(boolean condition, TokenCause cause) throws TokenRefusedException {
    if (condition) {
      throw new TokenRefusedException(cause);
    }
  }

  TokenCause why() {
    return cause;
  }
}
