package dev.bimgate.gateway.lists;

import dev.bimgate.cache.CacheRoute;
import dev.bimgate.cache.Reuse;
import dev.bimgate.cache.Rule;
import dev.bimgate.cache.http.CacheControl;
import dev.bimgate.cache.http.DeltaSeconds;
import dev.bimgate.cache.http.FieldLines;
import dev.bimgate.cache.http.Variance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Our settings decide: a list is stored for the configured times; of Bimplus's headers only {@code
 * no-store} and {@code Vary} count.
 */
public record ConfiguredStorage() implements StoragePolicy {

  @Override
  public Reuse judge(CacheRoute route, int status, FieldLines fields, Instant arrivedAt) {
    Variance variance = Variance.of(fields.of("Vary"));
    if (CacheControl.of(fields.of("Cache-Control")).has("no-store")) {
      return Reuse.not(Rule.NO_STORE);
    }
    if (variance.isAny()) {
      return Reuse.not(Rule.VARY_ANY);
    }
    if (status != 200) {
      return Reuse.not(Rule.STATUS_NOT_KEPT);
    }
    if (!ListFields.isJson(fields.of("Content-Type"))) {
      return Reuse.not(Rule.NOT_JSON);
    }
    return new Reuse(true, null, variance, List.of(Rule.OUR_TIME));
  }

  /** Our times count from arrival: a clock of Bimplus's must not age a list. */
  @Override
  public Duration ageOnArrival(FieldLines fields, Instant sentAt, Instant arrivedAt) {
    return DeltaSeconds.age(fields);
  }

  @Override
  public boolean storesJsonAlone() {
    return true;
  }

  @Override
  public boolean tellsReuse() {
    return false;
  }
}
