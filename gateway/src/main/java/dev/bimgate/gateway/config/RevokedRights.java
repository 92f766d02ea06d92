package dev.bimgate.gateway.config;

import dev.bimgate.cache.Windows;
import java.time.Duration;
import java.util.Comparator;
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
 * @param longest the windows of the cached route whose lists are fresh for the longest time
 * @param load the longest time of a load; zero if no setting of ours bounds it
 * @param unlessSaid whether Bimplus's own words count before these
 */
public record RevokedRights(Windows longest, Duration load, boolean unlessSaid) {

  /**
   * By the settings as they are.
   *
   * @param routes the windows of all cached routes
   */
  public static RevokedRights of(
      Stream<Windows> routes, BimplusSettings bimplus, FreshnessMode freshness) {
    return new RevokedRights(
        routes.max(Comparator.comparing(Windows::freshFor)).orElseThrow(),
        bimplus.listTimeout(),
        freshness == FreshnessMode.UPSTREAM);
  }

  /** While Bimplus answers, the load left out. */
  public Duration whileAnswering() {
    return readableFor(longest.staleWhileRevalidate());
  }

  /** While Bimplus does not answer, the load left out. */
  public Duration inAnOutage() {
    Duration ifError = longest.staleIfError();
    Duration whileRevalidate = longest.staleWhileRevalidate();
    return readableFor(ifError.compareTo(whileRevalidate) > 0 ? ifError : whileRevalidate);
  }

  private Duration readableFor(Duration stale) {
    Duration fresh = longest.freshFor();
    return fresh.isZero() ? Duration.ZERO : fresh.plus(stale);
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
