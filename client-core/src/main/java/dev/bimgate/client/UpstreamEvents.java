package dev.bimgate.client;

import java.time.Duration;

/**
 * A listener for the events of the client, for meters and logs at the edge.
 *
 * <p>Called on event loops: an implementation neither blocks nor throws.
 */
public interface UpstreamEvents {

  /** A listener that does nothing. */
  UpstreamEvents NONE = new UpstreamEvents() {};

  /**
   * A call has ended: its last byte has moved, or it failed or was cancelled. Called once per call,
   * a retry included.
   *
   * @param elapsed from the call to its end, waiting for a connection and reading the body included
   */
  default void finished(UpstreamOperation operation, UpstreamOutcome outcome, Duration elapsed) {}

  /** A call has waited this long for a connection, whether it got one or not. */
  default void poolWait(Duration waited) {}

  /** A connection to Bimplus was opened. */
  default void connectionOpened() {}

  /**
   * A connection to Bimplus could not be opened.
   *
   * @param cause whose message may name hosts, but holds no credential
   */
  default void connectionFailed(Throwable cause) {}

  /** A connection to Bimplus was closed. */
  default void connectionClosed() {}

  /** A call holds a connection from now on. Not called for the probe of a breaker. */
  default void connectionTaken(CallClass callClass) {}

  /** A call has returned its connection. */
  default void connectionReturned(CallClass callClass) {}

  /** A call was rejected without being sent; {@link #finished} is not called for it. */
  default void rejected(CallClass callClass, UpstreamFailure failure) {}

  /**
   * A breaker has opened: calls are rejected, except probes.
   *
   * @param breaker {@link CallClass#LISTS}, {@link CallClass#CALLS} also for writes, or {@link
   *     CallClass#LOGINS} also for open routes
   */
  default void breakerOpened(CallClass breaker) {}

  /** A breaker has closed. */
  default void breakerClosed(CallClass breaker) {}

  /** The connection of a call that may be retried failed before the response began. */
  default void retried(RetryResult result) {}
}
