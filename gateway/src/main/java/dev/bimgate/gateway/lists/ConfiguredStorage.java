package dev.bimgate.gateway.lists;

import dev.bimgate.cache.http.CacheControl;
import dev.bimgate.cache.http.DeltaSeconds;
import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.http.Vary;
import dev.bimgate.cache.model.CacheRoute;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Our settings decide: a list is stored for the configured times; of Bimplus's headers only {@code
 * no-store} and {@code Vary} count.
 */
public record ConfiguredStorage() implements StoragePolicy {

  @Override
  public Cacheability judge(CacheRoute route, int status, Headers headers, Instant arrivedAt) {
    Vary vary = Vary.of(headers.of("Vary"));
    if (CacheControl.of(headers.of("Cache-Control")).has("no-store")) {
      return Cacheability.not(Rule.NO_STORE);
    }
    if (vary.isAny()) {
      return Cacheability.not(Rule.VARY_ANY);
    }
    if (status != 200) {
      return Cacheability.not(Rule.STATUS_NOT_KEPT);
    }
    if (!ListHeaders.isJson(headers.of("Content-Type"))) {
      return Cacheability.not(Rule.NOT_JSON);
    }
    return new Cacheability(true, null, vary, List.of(Rule.OUR_TIME));
  }

  /** Our times count from arrival: a clock of Bimplus's must not age a list. */
  @Override
  public Duration ageOnArrival(Headers headers, Instant sentAt, Instant arrivedAt) {
    return DeltaSeconds.age(headers);
  }

  @Override
  public boolean storesOnlyJson() {
    return true;
  }

  @Override
  public boolean tellsReuse() {
    return false;
  }
}
