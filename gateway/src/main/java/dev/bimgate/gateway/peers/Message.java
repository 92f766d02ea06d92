package dev.bimgate.gateway.peers;

import org.jspecify.annotations.Nullable;

/**
 * What one gateway says to all, in clear.
 *
 * @param body what the kind says of it
 */
public record Message(Kind kind, byte[] body) {

  /** What a message asks for. Numbers are never given twice, as old ones may be in the log. */
  public enum Kind {
    /** Invalidate lists; the body is the form of an invalidation. */
    INVALIDATE(1),
    /** End the freshness of lists; the body is the form of an invalidation. */
    SOFT_PURGE(2),
    /** A deny rule has begun, or has ended. */
    DENY(3),
    /** A bypass of the cache has begun, or has ended. */
    BYPASS(4),
    /** Count what an operator asked for, for a sum. */
    COUNT(5);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    static @Nullable Kind of(int number) {
      for (Kind kind : values()) {
        if (kind.number == number) {
          return kind;
        }
      }
      return null;
    }
  }
}
