package dev.bimgate.gateway.context;

/** The kinds of request that are not served from the cache. */
public enum RouteName implements RouteLabel {
  /** Any other request below {@code /v2}, streamed. */
  PASSTHROUGH,
  /** A CORS preflight; the gateway responds. */
  PREFLIGHT,
  /** The protected resource metadata of the API (RFC 9728), served by the gateway. */
  METADATA,
  /** The discovery document of Bimplus (OpenID Connect Discovery), served from memory. */
  DISCOVERY,
  /** {@code OPTIONS *}; the gateway responds. */
  SERVER,
  /** A back-channel logout, sent by the issuer. */
  LOGOUT,
  /** A request rejected before its route was known. */
  NONE;

  private final String label = Labels.of(this);

  @Override
  public String label() {
    return label;
  }
}
