package dev.bimgate.gateway.lists;

import dev.bimgate.cache.CacheRoute;
import dev.bimgate.cache.Reuse;
import dev.bimgate.cache.Windows;
import dev.bimgate.cache.http.FieldLines;
import dev.bimgate.cache.rfc9111.ReceivedAge;
import dev.bimgate.cache.rfc9111.Storing;
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
public record UpstreamStorage(List<Windows> whereSilent, @Nullable String targetedField)
    implements StoragePolicy {

  @Override
  public Reuse judge(CacheRoute route, int status, FieldLines fields, Instant arrivedAt) {
    Windows ours = whereSilent.get(route.ordinal());
    return Storing.judge(status, fields, ours, targetedField, arrivedAt);
  }

  @Override
  public Duration ageOnArrival(FieldLines fields, Instant sentAt, Instant arrivedAt) {
    return ReceivedAge.of(fields, sentAt, arrivedAt);
  }

  @Override
  public boolean storesJsonAlone() {
    return false;
  }

  @Override
  public boolean tellsReuse() {
    return true;
  }
}
