package dev.bimgate.cache;

/**
 * What a purge met.
 *
 * @param before the lists it concerns that could be told before it
 * @param after those that can be told after it: of a hard one those that were loaded meanwhile
 * @param stale those of {@code after} that are not fresh
 */
public record Purged(PurgeMode mode, long before, long after, long stale) {}
