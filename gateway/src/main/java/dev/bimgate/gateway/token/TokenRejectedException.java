package dev.bimgate.gateway.token;

import org.jspecify.annotations.Nullable;

/** A rejected token, with its reason and, being expected, without text and stack trace. */
final class TokenRejectedException extends Exception {

  private static final long serialVersionUID = 1;

  private final RejectionReason cause;

  TokenRejectedException(RejectionReason cause) {
    super(cause.name(), null, false, false);
    this.cause = cause;
  }

  /** Throws if there is a cause. */
  static void throwFor(@Nullable RejectionReason cause) throws TokenRejectedException {
    if (cause != null) {
      throw new TokenRejectedException(cause);
    }
  }

  /** Throws if the condition holds. */
  static void throwIf(boolean condition, RejectionReason cause) throws TokenRejectedException {
    if (condition) {
      throw new TokenRejectedException(cause);
    }
  }

  RejectionReason why() {
    return cause;
  }
}
