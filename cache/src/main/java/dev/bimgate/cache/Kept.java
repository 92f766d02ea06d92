package dev.bimgate.cache;

/**
 * A list in memory, as an onlooker sees it.
 *
 * @param answer the list
 * @param freshness what may be done with it now
 * @param ageSeconds the {@code Age} it would be told with
 * @param ttlSeconds how long it is still fresh, negative when stale
 */
public record Kept(
    ListAnswer answer, Freshness.State freshness, long ageSeconds, long ttlSeconds) {}
