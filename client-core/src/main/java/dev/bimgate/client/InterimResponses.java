package dev.bimgate.client;

import io.vertx.core.MultiMap;

/**
 * A listener for interim responses (RFC 9110, 15.2) before the final one.
 *
 * <p>Only 100 and 103 are supported. Any other interim status ends the call as {@link
 * UpstreamFailure#MALFORMED}.
 */
public interface InterimResponses {

  /** Ignores interim responses. */
  InterimResponses IGNORED = new InterimResponses() {};

  /** 100: Bimplus is ready to read the body. */
  default void onContinue() {}

  /**
   * 103 (RFC 8297).
   *
   * @param headers its headers, unchanged
   */
  default void onEarlyHints(MultiMap headers) {}
}
