package dev.bimgate.sandbox;

/** How the fake Bimplus labels its lists. */
public enum Etags {
  /** No {@code ETag} field at all; {@code If-None-Match} is ignored. */
  NONE,
  /** A weak validator, {@code W/"..."}. */
  WEAK,
  /** A strong validator, another one for each content coding. */
  STRONG
}
