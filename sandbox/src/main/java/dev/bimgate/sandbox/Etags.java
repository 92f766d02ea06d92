package dev.bimgate.sandbox;

/** The validators of the fake Bimplus's lists. */
public enum Etags {
  /** No {@code ETag} header at all; {@code If-None-Match} is ignored. */
  NONE,
  /** A weak validator, {@code W/"..."}. */
  WEAK,
  /** A strong validator, a different one for each content coding. */
  STRONG
}
