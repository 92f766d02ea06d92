package dev.bimgate.cache;

import dev.bimgate.cache.rules.Rule;
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
 * @param pausedUntil until when upstream, which has refused, is not asked about it of our own
 *     accord; null if it may be
 * @param purgedAt when an operator ended its freshness; null if none did
 * @param sizeBytes what it takes in memory
 * @param rules of reuse that decided how long it is kept
 */
public record Standing(
    Freshness.State state,
    int status,
    Instant arrivedAt,
    long ageSeconds,
    Instant freshUntil,
    Instant staleUntil,
    Instant staleIfErrorUntil,
    Instant triedAt,
    @Nullable Instant pausedUntil,
    @Nullable Instant purgedAt,
    long sizeBytes,
    List<Rule> rules) {}
