package dev.bimgate.gateway.config;

/** Which side sets how long a list is fresh. */
public enum FreshnessMode {
  /** The configured TTL, counted from arrival; of Bimplus's directives only {@code no-store}. */
  CONFIGURED,
  /** RFC 9111 in full; the configured TTL only where Bimplus sends no freshness. */
  UPSTREAM
}
