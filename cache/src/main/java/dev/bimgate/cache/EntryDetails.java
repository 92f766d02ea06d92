package dev.bimgate.cache;

import dev.bimgate.cache.model.Freshness;
import dev.bimgate.cache.model.Rule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stored list and its times.
 *
 * @param state what may be done with it now
 * @param status of the response
 * @param arrivedAt when it arrived, or was last validated
 * @param ageSeconds its {@code Age} now
 * @param freshUntil when its freshness ends or has ended
 * @param staleUntil until when it is served while it is revalidated (RFC 5861, section 3)
 * @param staleIfErrorUntil until when it is served if loading fails (RFC 5861, section 4)
 * @param triedAt when a load or revalidation of it last ended, successful or not
 * @param failures its loads that have failed in a row; 0 where it may not be served in their place
 * @param pausedUntil until when the cache backs off from upstream after a failed load; null if it
 *     does not
 * @param isPauseRequested whether upstream has requested that ({@code Retry-After}, 429)
 * @param purgedAt when an operator ended its freshness; null if none did
 * @param sizeBytes its size in memory
 * @param rules that decided how long it is stored
 */
public record EntryDetails(
    Freshness.State state,
    int status,
    Instant arrivedAt,
    long ageSeconds,
    Instant freshUntil,
    Instant staleUntil,
    Instant staleIfErrorUntil,
    Instant triedAt,
    int failures,
    @Nullable Instant pausedUntil,
    boolean isPauseRequested,
    @Nullable Instant purgedAt,
    long sizeBytes,
    List<Rule> rules) {}
