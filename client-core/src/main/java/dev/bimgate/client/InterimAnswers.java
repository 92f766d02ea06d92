package dev.bimgate.client;

import io.vertx.core.MultiMap;

/**
 * Who is told of interim answers (RFC 9110, 15.2) while the final one is awaited.
 *
 * <p>Only 100 and 103 exist for us. Any other interim status ends the call as {@link
 * UpstreamFailure#MALFORMED}.
 */
public interface InterimAnswers {

  /** Interim answers that nobody wants to hear of. */
  InterimAnswers IGNORED = new InterimAnswers() {};

  /** 100: Bimplus is willing to take the body. */
  default void onContinue() {}

  /**
   * 103 (RFC 8297).
   *
   * @param fields its fields as they came
   */
  default void onEarlyHints(MultiMap fields) {}
}
