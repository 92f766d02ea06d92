package dev.bimgate.gateway.config;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How long a right that Bimplus has withdrawn stays readable at most: a sum of settings.
 *
 * <p>The last answer that still shows it is loaded just before it is withdrawn and takes as long as
 * a load may. From its arrival it is fresh; then the first who asks for it is told it once more
 * while it is renewed, which ends it if Bimplus answers; nobody is told it after the second window.
 * While Bimplus does not answer, the window for that takes the place of the second one if it is the
 * longer. A logout, a denial or a write ends it at once in the instance that it goes through.
 *
 * <p>Where Bimplus's own words count, they may make it longer or shorter: the sum is for lists of
 * which it says nothing.
 *
 * @param freshFor the longest of all cached routes
 * @param load the longest time of a load; zero if no setting of ours bounds it
 * @param unlessSaid whether Bimplus's own words count before these
 */
public record RevokedRights(
    Duration freshFor,
    Duration staleWhileRevalidate,
    Duration staleIfError,
    Duration load,
    boolean unlessSaid) {

  /**
   * By the settings as they are.
   *
   * @param routes those of all cached routes
   */
  public static RevokedRights of(
      GatewaySettings.Cache cache, Stream<GatewaySettings.Route> routes, BimplusSettings bimplus) {
    return new RevokedRights(
        routes.map(GatewaySettings.Route::freshFor).max(Duration::compareTo).orElseThrow(),
        cache.staleWhileRevalidate(),
        cache.staleIfError(),
        bimplus.listTimeout(),
        cache.freshness() == FreshnessMode.UPSTREAM);
  }

  /** While Bimplus answers, the load left out. */
  public Duration whileAnswering() {
    return freshFor.isZero() ? Duration.ZERO : freshFor.plus(staleWhileRevalidate);
  }

  /** While Bimplus does not answer, the load left out. */
  public Duration inAnOutage() {
    Duration longer =
        staleIfError.compareTo(staleWhileRevalidate) > 0 ? staleIfError : staleWhileRevalidate;
    return freshFor.isZero() ? Duration.ZERO : freshFor.plus(longer);
  }

  /** Both, in a sentence for the operator. */
  public String sentence() {
    return "A right withdrawn at Bimplus stays readable for "
        + words(whileAnswering())
        + " at most while Bimplus answers, and for "
        + words(inAnOutage())
        + " while it does not, each and one load"
        + (load.isZero() ? "" : " of " + words(load) + " at most")
        + (unlessSaid ? "; of a list for which Bimplus says a time of its own, for as long" : "");
  }

  /** As {@code 2m}, {@code 1h30m} or {@code 0.5s}. */
  private static String words(Duration time) {
    return time.isZero() ? "0s" : time.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
