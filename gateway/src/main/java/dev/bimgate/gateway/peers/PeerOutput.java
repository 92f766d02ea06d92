package dev.bimgate.gateway.peers;

import java.util.List;

/**
 * What {@link Membership} asks for and announces, always on the thread that called it. Whatever
 * concerns lists has happened when the method returns: only then is it acknowledged to others.
 */
interface PeerOutput {

  /**
   * Close all connections to Valkey, and open one for each {@link Lane}.
   *
   * @param attempt to be given back with {@link Membership#connected} and {@link
   *     Membership#disconnected}
   */
  void connect(int attempt);

  /** Close all connections to Valkey. */
  void disconnect();

  /** Send a command, and give the reply back with {@link Membership#received}. */
  void send(Command command);

  /** Apply the rules that outlive sessions. */
  void load(List<Change> rules);

  /** Apply a message from the log; also each that this gateway has published. */
  void apply(Entry entry);

  /** Apply a message of this gateway that is not in the log yet, or was not read back in time. */
  void applyHere(Publication publication);

  /** The response that waits for this publication may leave. Called once for each. */
  void completed(Publication publication, PublicationOutcome outcome);

  /**
   * A session has joined. This gateway may have missed messages, so no list that it has, or is
   * loading, counts any longer. Trust begins later, with {@link Membership#lease}.
   *
   * @param position in the log; messages after it follow
   */
  void joined(Era era, long position);

  /** A session ended, or could not begin. */
  void ended(SessionEnd cause);
}
