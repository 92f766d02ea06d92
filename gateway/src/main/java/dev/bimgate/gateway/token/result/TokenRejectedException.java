package dev.bimgate.gateway.token.result;

import org.jspecify.annotations.Nullable;

/** A rejected token, with its reason and, being expected, without text and stack trace. */
public final class TokenRejectedException extends Exception {

  private static final long serialVersionUID = 1;

  private final RejectionReason cause;

  public TokenRejectedException(RejectionReason cause) {
    super(cause.name(), null, false, false);
    this.cause = cause;
  }

  /** Throws if there is a cause. */
  public static void throwFor(@Nullable RejectionReason cause) throws TokenRejectedException {
    if (cause != null) {
      throw new TokenRejectedException(cause);
    }
  }

  /** Throws if the condition holds. */
  public static void throwIf(boolean condition, RejectionReason cause)
      throws TokenRejectedException {
    if (condition) {
      throw new TokenRejectedException(cause);
    }
  }

  public RejectionReason why() {
    return cause;
  }
}
