package dev.bimgate.gateway.peers;

/** What a {@link Session} announces to its gateway, which has one session at a time. */
interface SessionOwner {

  /** The session takes publications from now on. */
  void joined(Session session, Now now);

  void completed(AppliedLog.Completed completed);

  /** The session is over. Nothing is trusted, and no reply to it counts. */
  void ended(Session session, SessionEnd cause, Now now);
}
