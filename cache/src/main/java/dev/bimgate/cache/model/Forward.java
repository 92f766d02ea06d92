package dev.bimgate.cache.model;

/** Why a lookup contacted upstream, as RFC 9211, section 2.2, names it. */
public enum Forward {
  /** It did not. */
  NONE,
  /** Nothing was stored under the primary key. */
  URI_MISS,
  /** Responses are stored under the primary key, but none for a request like this one. */
  VARY_MISS,
  /** The stored response is stale, or its load began too early for this lookup. */
  STALE,
  /** The stored response is fresh, and the client wanted it validated. */
  REQUEST
}
