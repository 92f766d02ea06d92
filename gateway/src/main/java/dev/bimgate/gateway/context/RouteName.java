package dev.bimgate.gateway.context;

/** The kinds of request that are not answered from the cache. */
public enum RouteName implements RouteLabel {
  /** Any other call below {@code /v2}, streamed through. */
  PASSTHROUGH,
  /** A CORS preflight, answered by the gateway. */
  PREFLIGHT,
  /** What clients may know of the API as a resource (RFC 9728), answered by the gateway. */
  METADATA,
  /** {@code OPTIONS *}, answered by the gateway. */
  SERVER,
  /** A logout, told by the issuer over the back channel. */
  LOGOUT,
  /** A request refused before it was known where it belongs. */
  NONE;

  private final String label = Words.of(this);

  @Override
  public String label() {
    return label;
  }
}
