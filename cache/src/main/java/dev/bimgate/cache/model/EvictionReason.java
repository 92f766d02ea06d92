package dev.bimgate.cache.model;

/** Why a list left the cache without an invalidation. */
public enum EvictionReason {
  /** The cache was over its size. */
  SIZE,
  /** The caller's lists exceeded their share of the size. */
  SHARE,
  /** Too many variants were stored under one primary key (RFC 9111, section 4.1). */
  VARIANTS,
  /** The list was past its last window. */
  EXPIRED
}
