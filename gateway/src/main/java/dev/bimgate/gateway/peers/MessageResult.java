package dev.bimgate.gateway.peers;

/** What a gateway did about a message from the log. */
public enum MessageResult {
  /** What it asks for. */
  APPLIED,
  /** It was not understood, so all lists were invalidated. */
  NOT_UNDERSTOOD,
  /** It was not understood, and may be ignored. */
  IGNORED
}
