package dev.bimgate.gateway.peers;

import org.jspecify.annotations.Nullable;

/**
 * What became of a message at a gateway that received it.
 *
 * @param isUnderstood whether it has the form of its kind
 * @param reply to its sender; null if this gateway could not do what it asks for
 */
public record Receipt(boolean isUnderstood, byte @Nullable [] reply) {

  public static final Receipt NOT_UNDERSTOOD = new Receipt(false, null);

  /** Understood, and not done: the sender is to know it by the missing reply. */
  public static final Receipt NOT_DONE = new Receipt(true, null);

  public static Receipt done(byte... reply) {
    return new Receipt(true, reply);
  }
}
