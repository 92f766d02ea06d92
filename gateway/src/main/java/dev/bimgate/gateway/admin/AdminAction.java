package dev.bimgate.gateway.admin;

import dev.bimgate.gateway.context.Labels;

/** The admin calls: a closed list, each at a path of its own. */
public enum AdminAction {
  /** Reject tokens from now on, and purge the lists of their callers. */
  DENY,
  /** Purge lists, or make them stale. */
  PURGE,
  /** Make requests for lists bypass the cache, and end that. */
  BYPASS,
  /** Explain why a list is served from the cache, or not. */
  EXPLAIN,
  /** Show what is left of a user's budget at Bimplus. */
  BUDGET;

  private final String path = "/q/gateway/" + Labels.of(this);

  String path() {
    return path;
  }
}
