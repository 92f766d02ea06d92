package dev.bimgate.cache;

/** Why a list left the cache although nothing had dropped it. */
public enum EvictionReason {
  /** The cache as a whole was over its size. */
  SIZE,
  /** The lists of this caller were over their share of the size. */
  SHARE,
  /**
   * Too many answers to one question were kept, each for other requests (RFC 9111, section 4.1).
   */
  VARIANTS,
  /** The list was past the last of its windows. */
  EXPIRED
}
