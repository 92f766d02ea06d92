package dev.bimgate.gateway.lists;

import dev.bimgate.cache.Lookup;
import dev.bimgate.gateway.context.FieldNames;

/** The {@code Cache-Status} that the gateway writes (RFC 9211). */
final class CacheStatus {

  /** The request did not look into the cache. */
  static final String BYPASS = FieldNames.PSEUDONYM + "; fwd=bypass";

  /** The list was too long to keep, so it was passed on. */
  static final String NOT_STORED = FieldNames.PSEUDONYM + "; fwd=uri-miss";

  private CacheStatus() {}

  static String of(Lookup.Found<?> found) {
    StringBuilder status = new StringBuilder(64).append(FieldNames.PSEUDONYM);
    switch (found.outcome()) {
      case HIT, STALE -> status.append("; hit");
      case REVALIDATED -> forwarded(status.append("; fwd=stale"), found);
      case MISS -> forwarded(status.append("; fwd=uri-miss"), found);
      case COALESCED -> forwarded(status.append("; fwd=uri-miss"), found).append("; collapsed");
      case BYPASS -> status.append("; fwd=bypass");
    }
    return found.ttlSeconds() == 0 && !found.stored()
        ? status.toString()
        : status.append("; ttl=").append(found.ttlSeconds()).toString();
  }

  private static StringBuilder forwarded(StringBuilder status, Lookup.Found<?> found) {
    if (found.upstreamStatus() != 0) {
      status.append("; fwd-status=").append(found.upstreamStatus());
    }
    return found.stored() ? status.append("; stored") : status;
  }
}
