package dev.bimgate.gateway.token.result;

import java.util.function.Supplier;

/**
 * A listener for token and key events, for meters and log.
 *
 * <p>Called on verification threads and event loops: must be fast and thread-safe, and must not
 * throw. A cached token causes no event; requests that share a verification cause one.
 */
public interface TokenEvents {

  /** A token was verified and accepted. */
  default void verified() {}

  /** A token was rejected. */
  default void rejected(RejectionReason cause) {}

  /**
   * A token was rejected, with an explanation for the debug log.
   *
   * @param words one line without the token and its user, made on demand
   */
  default void explained(Supplier<String> words) {}

  /** A legacy token stayed accepted, as Bimplus was unavailable. */
  default void stayed() {}

  /**
   * A fetch of the issuer's keys failed on the network.
   *
   * @param cause whose message may name hosts, but holds no credential
   */
  default void issuerUnreachable(Throwable cause) {}

  /** A fetch of the issuer's keys ended. */
  default void keysFetched(KeyFetch result) {}
}
