package dev.bimgate.gateway.lists;

import dev.bimgate.cache.Forward;
import dev.bimgate.cache.Lookup;
import dev.bimgate.gateway.context.FieldNames;

/** The {@code Cache-Status} that the gateway writes (RFC 9211). */
final class CacheStatus {

  static final String BYPASS = FieldNames.PSEUDONYM + "; fwd=bypass";

  private static final String HIT = FieldNames.PSEUDONYM + "; hit";

  private CacheStatus() {}

  /** A hit; the TTL may have run out since. */
  static String ofHit(long ttlSeconds) {
    return ttlSeconds <= 0 ? HIT : HIT + "; ttl=" + ttlSeconds;
  }

  static String of(Lookup.Found<?> found) {
    StringBuilder status = new StringBuilder(64).append(FieldNames.PSEUDONYM);
    switch (found.outcome()) {
      case HIT, STALE, STALE_IF_ERROR -> fromMemory(status, found);
      case REVALIDATED, MISS, COALESCED -> forwarded(status, found);
      case BYPASS -> status.append("; fwd=bypass");
    }
    return found.ttlSeconds() == 0 && !found.stored()
        ? status.toString()
        : status.append("; ttl=").append(found.ttlSeconds()).toString();
  }

  /** The response was too long or not storable, so it was streamed. */
  static String ofPassage(Forward forward, int upstreamStatus) {
    return FieldNames.PSEUDONYM + "; fwd=" + word(forward) + "; fwd-status=" + upstreamStatus;
  }

  /**
   * A response by stale-if-error was forwarded first, so it is no hit; one that is served later,
   * without an upstream request of its own, is one (RFC 9211, section 2.1).
   */
  private static StringBuilder fromMemory(StringBuilder status, Lookup.Found<?> found) {
    if (found.forward() == Forward.NONE) {
      return status.append("; hit");
    }
    forwarded(status, found);
    return found.upstreamStatus() == 0 ? status.append("; detail=no-response") : status;
  }

  private static StringBuilder forwarded(StringBuilder status, Lookup.Found<?> found) {
    status.append("; fwd=").append(word(found.forward()));
    if (found.upstreamStatus() != 0) {
      status.append("; fwd-status=").append(found.upstreamStatus());
    }
    if (found.stored()) {
      status.append("; stored");
    }
    return found.collapsed() ? status.append("; collapsed") : status;
  }

  private static String word(Forward forward) {
    return switch (forward) {
      case NONE, URI_MISS -> "uri-miss";
      case VARY_MISS -> "vary-miss";
      case STALE -> "stale";
      case REQUEST -> "request";
    };
  }
}
