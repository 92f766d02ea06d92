package dev.bimgate.cache;

/**
 * That something was dropped, or made stale: in which epoch, why, and when.
 *
 * @param epoch the epoch that began with it: whatever was loaded in an earlier one is concerned
 */
record Mark(long epoch, Invalidation.Reason reason, long atMillis) {}
