package dev.bimgate.cache;

/** Why a lookup asked upstream, in the words of RFC 9211, section 2.2. */
public enum Forward {
  /** It did not. */
  NONE,
  /** Nothing was kept for the question. */
  URI_MISS,
  /** Answers to the question are kept, but none for a request like this one. */
  VARY_MISS,
  /** What was kept is stale. */
  STALE,
  /** What was kept is fresh, and the client wanted it checked. */
  REQUEST
}
