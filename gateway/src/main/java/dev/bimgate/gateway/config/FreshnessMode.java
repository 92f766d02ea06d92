package dev.bimgate.gateway.config;

/** Who decides how long a list is fresh. */
public enum FreshnessMode {
  /** The gateway's own times, counted from arrival; of Bimplus only {@code no-store} is obeyed. */
  CONFIGURED,
  /** RFC 9111 in full; the gateway's own times only where Bimplus is silent. */
  UPSTREAM
}
