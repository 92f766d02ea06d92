package dev.bimgate.gateway.lists;

import dev.bimgate.cache.CacheRoute;
import dev.bimgate.cache.Reuse;
import dev.bimgate.cache.Rule;
import dev.bimgate.cache.Windows;
import dev.bimgate.cache.http.FieldLines;
import dev.bimgate.cache.http.Variance;
import dev.bimgate.cache.rfc9111.ReceivedAge;
import dev.bimgate.cache.rfc9111.Storing;
import dev.bimgate.cache.rfc9111.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bimplus decides, by RFC 9111 in full.
 *
 * @param whereSilent our times for each route, in the order of the routes
 * @param targetedField a field that counts before {@code Cache-Control} (RFC 9213); null for none
 */
public record UpstreamStorage(List<Windows> whereSilent, @Nullable String targetedField)
    implements StoragePolicy {

  @Override
  public Reuse judge(CacheRoute route, int status, FieldLines fields, Instant arrivedAt) {
    Windows ours = whereSilent.get(route.ordinal());
    Verdict verdict = Storing.judge(status, fields, ours, targetedField, arrivedAt);
    Variance variance = Variance.of(fields.of("Vary"));
    if (verdict.rules().contains(Rule.CONFIGURED_ZERO)) {
      return new Reuse(true, null, variance, verdict.rules());
    }
    Windows windows =
        new Windows(verdict.lifetime(), verdict.staleWhileRevalidate(), verdict.staleIfError());
    return new Reuse(verdict.keep(), windows, variance, verdict.rules());
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
