package dev.bimgate.cache;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kept list and its times.
 *
 * @param state what may be done with it now
 * @param status the one that it is told with
 * @param arrivedAt when it arrived, or was last confirmed
 * @param ageSeconds the {@code Age} it would be told with
 * @param freshUntil when its freshness ends or has ended
 * @param staleUntil until when it is told while it is revalidated (RFC 5861, section 3)
 * @param staleIfErrorUntil until when it is told if loading fails (RFC 5861, section 4)
 * @param triedAt when a load or revalidation of it last ended, well or not
 * @param failures its loads that have failed in a row; 0 where it may not be served in their place
 * @param pausedUntil until when upstream is not asked about it of our own accord, as a load has
 *     failed; null if it may be
 * @param isPauseRequested whether upstream has asked for that ({@code Retry-After}, 429)
 * @param purgedAt when an operator ended its freshness; null if none did
 * @param sizeBytes what it takes in memory
 * @param rules of reuse that decided how long it is kept
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
