package dev.bimgate.gateway.token;

import java.time.Duration;

/**
 * The times and bounds of {@link LegacyLogins}.
 *
 * @param rememberFor a token that Bimplus vouched for is not asked about for this time
 * @param refuseFor a token that Bimplus refused is not asked about for this time
 * @param pauseAfterFailure a token about which Bimplus could not be asked is not asked about for
 *     this time
 * @param stayWithoutAnswer a token goes on being let in for this time after Bimplus last vouched
 *     for it, while Bimplus cannot be asked again
 * @param askWithin how long an answer of Bimplus may take
 * @param askAgainWithin the same once Bimplus has not answered, for a token that is let in anyway
 * @param maxRemembered tokens remembered at most, and as many that were refused
 * @param maxAsked tokens never seen before about which Bimplus is asked at once at most; beyond,
 *     503
 */
public record LegacyOptions(
    Duration rememberFor,
    Duration refuseFor,
    Duration pauseAfterFailure,
    Duration stayWithoutAnswer,
    Duration askWithin,
    Duration askAgainWithin,
    int maxRemembered,
    int maxAsked) {

  private static final Duration SHORT = Duration.ofSeconds(2);

  /** The product's: half a minute, five seconds, one second; 10,000 tokens, 1,000 asked about. */
  public static LegacyOptions of(Duration stayWithoutAnswer, Duration askWithin) {
    return new LegacyOptions(
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        Duration.ofSeconds(1),
        stayWithoutAnswer,
        askWithin,
        askWithin.compareTo(SHORT) < 0 ? askWithin : SHORT,
        10_000,
        1_000);
  }
}
