package dev.bimgate.gateway.config;

/** What a gateway that is isolated from its peers does with writes that invalidate lists. */
public enum IsolatedWrites {
  /** Sends them, and delays their responses. */
  PASS,
  /** Rejects them before anything is sent. */
  REFUSE
}
