package dev.bimgate.gateway.config;

import dev.bimgate.cache.model.Lifetimes;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The longest time for which a right revoked at Bimplus stays readable: a sum of settings.
 *
 * <p>The last response with it is loaded just before the revocation and takes as long as a load
 * may. It is fresh from its arrival. Then the first request gets it stale while it is revalidated,
 * which ends it if Bimplus responds; after the second window it is never served. While Bimplus is
 * unavailable, {@code stale-if-error} replaces that window if it is longer. A logout, a denial or a
 * write ends it at once in the instance that handles it, and at its peers.
 *
 * <p>Freshness sent by Bimplus may make it longer or shorter: the sum is for lists without it.
 *
 * @param longest the lifetimes of the cached route with the longest TTL
 * @param load the longest time of a load; zero if no setting bounds it
 * @param fromPeers how much longer a list of a peer may be served if it comes late; zero without
 *     peers
 * @param unlessSaid whether freshness sent by Bimplus overrides these
 */
public record RevokedRights(
    Lifetimes longest, Duration load, Duration fromPeers, boolean unlessSaid) {

  /**
   * Calculates it from the settings.
   *
   * @param routes the lifetimes of all cached routes
   * @param fromPeers see {@link #fromPeers}
   */
  public static RevokedRights of(
      Stream<Lifetimes> routes,
      BimplusSettings bimplus,
      Duration fromPeers,
      FreshnessMode freshness) {
    return new RevokedRights(
        routes.max(Comparator.comparing(Lifetimes::freshFor)).orElseThrow(),
        bimplus.listTimeout(),
        fromPeers,
        freshness == FreshnessMode.UPSTREAM);
  }

  /** While Bimplus responds, without the load. */
  public Duration whileResponding() {
    return readableFor(longest.staleWhileRevalidate());
  }

  /** While Bimplus does not respond, without the load. */
  public Duration inAnOutage() {
    Duration ifError = longest.staleIfError();
    Duration whileRevalidate = longest.staleWhileRevalidate();
    return readableFor(ifError.compareTo(whileRevalidate) > 0 ? ifError : whileRevalidate);
  }

  private Duration readableFor(Duration stale) {
    Duration fresh = longest.freshFor();
    return fresh.isZero() ? Duration.ZERO : fresh.plus(stale);
  }

  /** A sentence with both, for the operator. */
  public String sentence() {
    return "A right revoked at Bimplus stays readable for at most "
        + words(whileResponding())
        + " while Bimplus responds and "
        + words(inAnOutage())
        + " while it does not, each plus one load"
        + (load.isZero() ? "" : " of at most " + words(load))
        + (fromPeers.isZero()
            ? ""
            : ", and at most " + words(fromPeers) + " for a list of a peer that Valkey delays")
        + (unlessSaid ? "; freshness sent by Bimplus overrides both" : "");
  }

  /** As {@code 2m}, {@code 1h30m} or {@code 0.5s}. */
  private static String words(Duration time) {
    return time.isZero() ? "0s" : time.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
