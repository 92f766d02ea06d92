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
    /** Purge lists for an operator. */
    PURGE(2),
    /** Deny tokens. */
    DENY(3),
    /** Begin or end a bypass of the cache. */
    BYPASS(4),
    /** Reply to the gateway that has published one of the three before; for others nothing. */
    REPLY(5);

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
