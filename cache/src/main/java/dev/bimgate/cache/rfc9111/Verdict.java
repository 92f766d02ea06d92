package dev.bimgate.cache.rfc9111;

import dev.bimgate.cache.Rule;
import java.time.Duration;
import java.util.List;

/**
 * Whether an answer is kept, for how long, and by which rules.
 *
 * @param keep whether it may be kept; if not, all times are zero
 * @param lifetime how long it is fresh, counted from when it was made: on arrival its {@link
 *     ReceivedAge} has gone by already; zero: it is stale from the start
 * @param staleWhileRevalidate from the end of the lifetime (RFC 5861, section 3)
 * @param staleIfError from the end of the lifetime (RFC 5861, section 4)
 * @param explicit whether the lifetime is upstream's, not that of our setting
 * @param rules those that decided, in order; never empty
 */
public record Verdict(
    boolean keep,
    Duration lifetime,
    Duration staleWhileRevalidate,
    Duration staleIfError,
    boolean explicit,
    List<Rule> rules) {}
