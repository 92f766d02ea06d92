package dev.bimgate.gateway.token;

import java.util.function.Supplier;

/**
 * Hears what happens to tokens and keys, to count and log it.
 *
 * <p>Called from verification threads and event loops, so quick, safe for threads, and never
 * throwing. A remembered token causes no event; of requests that share a verification only one
 * does.
 */
public interface TokenEvents {

  /** A token was verified and let in. */
  default void verified() {}

  /** A token was read or verified, and refused. */
  default void refused(TokenCause cause) {}

  /**
   * A token was refused, and this is why in words, for those who look closely.
   *
   * @param words one line without the token and without its user, made when it is asked for
   */
  default void explained(Supplier<String> words) {}

  /** A token of the old login was let in once more, as Bimplus could not be asked about it. */
  default void stayed() {}

  /** A fetch of the issuer's keys ended. */
  default void keysFetched(KeyFetch result) {}
}
