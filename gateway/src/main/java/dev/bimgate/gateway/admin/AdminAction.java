package dev.bimgate.gateway.admin;

import dev.bimgate.gateway.context.Words;

/** What an operator can do: a closed list, each at a path of its own. */
public enum AdminAction {
  /** Have tokens refused from now on, and drop the lists of those who had them. */
  DENY,
  /** Drop lists, or have them count as stale. */
  PURGE,
  /** Have lists pass the cache by, and end that. */
  BYPASS,
  /** Say why a list is answered from memory, or not. */
  EXPLAIN;

  private final String path = "/q/gateway/" + Words.of(this);

  /** Where it is called on the management port, exactly so spelled. */
  String path() {
    return path;
  }
}
