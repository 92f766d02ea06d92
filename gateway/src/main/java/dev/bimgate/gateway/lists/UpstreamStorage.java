package dev.bimgate.gateway.lists;

import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.model.CacheRoute;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.rfc9111.InitialAge;
import dev.bimgate.cache.rfc9111.StorageRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bimplus decides, by RFC 9111 in full.
 *
 * @param whereSilent our times for each route, in the order of the routes
 * @param targetedField a header that precedes {@code Cache-Control} (RFC 9213); null for none
 */
public record UpstreamStorage(List<Lifetimes> whereSilent, @Nullable String targetedField)
    implements StoragePolicy {

  @Override
  public Cacheability judge(CacheRoute route, int status, Headers headers, Instant arrivedAt) {
    Lifetimes ours = whereSilent.get(route.ordinal());
    return StorageRules.evaluate(status, headers, ours, targetedField, arrivedAt);
  }

  @Override
  public Duration ageOnArrival(Headers headers, Instant sentAt, Instant arrivedAt) {
    return InitialAge.of(headers, sentAt, arrivedAt);
  }

  @Override
  public boolean storesOnlyJson() {
    return false;
  }

  @Override
  public boolean tellsReuse() {
    return true;
  }
}
