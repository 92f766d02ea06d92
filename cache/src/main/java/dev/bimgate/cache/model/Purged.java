package dev.bimgate.cache.model;

/**
 * The counts of a purge.
 *
 * @param before the lists in its scope that could be served before it
 * @param after those that can be served after it: of a hard one those that were loaded meanwhile
 * @param stale those of {@code after} that are not fresh
 */
public record Purged(PurgeMode mode, long before, long after, long stale) {}
