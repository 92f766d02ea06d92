package dev.bimgate.gateway.token.legacy;

import java.time.Duration;

/**
 * The times and bounds of {@link LegacyAuthenticator}.
 *
 * @param rememberFor how long an accepted token is cached
 * @param refuseFor how long a rejected token is cached
 * @param pauseAfterFailure the pause before the next lookup of a token whose lookup failed
 * @param stayWithoutResponse how long after its last successful lookup a token stays accepted while
 *     Bimplus is unavailable
 * @param askWithin the timeout of a lookup
 * @param askAgainWithin the timeout after a failed lookup, for a token that is accepted anyway
 * @param maxRemembered the most accepted tokens cached, and as many rejected ones
 * @param maxAsked the most concurrent lookups of tokens not seen before; beyond, 503
 */
public record LegacyOptions(
    Duration rememberFor,
    Duration refuseFor,
    Duration pauseAfterFailure,
    Duration stayWithoutResponse,
    Duration askWithin,
    Duration askAgainWithin,
    int maxRemembered,
    int maxAsked) {

  private static final Duration SHORT = Duration.ofSeconds(2);

  /** The defaults: half a minute, five seconds, one second; 10,000 tokens, 1,000 lookups. */
  public static LegacyOptions of(Duration stayWithoutResponse, Duration askWithin) {
    return new LegacyOptions(
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        Duration.ofSeconds(1),
        stayWithoutResponse,
        askWithin,
        askWithin.compareTo(SHORT) < 0 ? askWithin : SHORT,
        10_000,
        1_000);
  }
}
