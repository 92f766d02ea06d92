package dev.bimgate.cache.rules;

import java.time.Duration;

/**
 * The configured times, for where upstream is silent.
 *
 * @param freshFor how long an answer is fresh; zero: it is not kept
 * @param staleWhileRevalidate from the end of freshness (RFC 5861, section 3)
 * @param staleIfError from the end of freshness (RFC 5861, section 4)
 */
public record Times(Duration freshFor, Duration staleWhileRevalidate, Duration staleIfError) {}
