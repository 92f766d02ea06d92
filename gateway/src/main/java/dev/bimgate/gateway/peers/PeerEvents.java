package dev.bimgate.gateway.peers;

import org.jspecify.annotations.Nullable;

/**
 * What happens between a gateway and its peers, for meters. Called on one thread, except where it
 * says so.
 */
public interface PeerEvents {

  /** What became of a load that may share its list. Called on any thread. */
  void listed(SharedListResult result);

  /** A session ended, or could not begin. */
  void sessionEnded(SessionEnd cause);

  /** The response to a write may leave. */
  void published(PublicationOutcome outcome);

  /**
   * A message from the log was received, also one that this gateway has published.
   *
   * @param kind null if it is not known, and then only is the message not applied
   */
  void received(Message.@Nullable Kind kind, MessageResult result);
}
