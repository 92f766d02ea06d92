package dev.bimgate.gateway.peers;

import java.util.List;

/**
 * A message on its way to all gateways. Its identity counts: it may be published more than once, in
 * one session after the other, until it is known to be in the log.
 */
public final class Publication {

  private final byte[] sealed;
  private final List<Change> changes;
  private final Now since;

  Publication(byte[] sealed, List<Change> changes, Now since) {
    this.sealed = sealed.clone();
    this.changes = List.copyOf(changes);
    this.since = since;
  }

  public byte[] sealed() {
    return sealed.clone();
  }

  List<Change> changes() {
    return changes;
  }

  /** When it was handed over. */
  Now since() {
    return since;
  }
}
