package dev.bimgate.gateway.lists;

import dev.bimgate.cache.model.Forward;
import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.cache.model.LookupResult;
import dev.bimgate.gateway.context.http.HeaderNames;
import org.jspecify.annotations.Nullable;

/** The {@code Cache-Status} that the gateway writes (RFC 9211). */
final class CacheStatus {

  static final String BYPASS = HeaderNames.PSEUDONYM + "; fwd=bypass";

  private static final String HIT = HeaderNames.PSEUDONYM + "; hit";

  /** Of hits by their TTL, each made when it is first needed: half an hour is more than usual. */
  private static final @Nullable String[] HITS = new String[1_800];

  private CacheStatus() {}

  /** A hit; the TTL may have run out since. */
  static String ofHit(long ttlSeconds) {
    if (ttlSeconds <= 0) {
      return HIT;
    }
    if (ttlSeconds >= HITS.length) {
      return hit(ttlSeconds);
    }
    String known = HITS[(int) ttlSeconds];
    if (known == null) {
      known = hit(ttlSeconds);
      HITS[(int) ttlSeconds] = known;
    }
    return known;
  }

  private static String hit(long ttlSeconds) {
    return HIT + "; ttl=" + ttlSeconds;
  }

  static String of(LookupResult.Found<?> found) {
    StringBuilder status = new StringBuilder(64).append(HeaderNames.PSEUDONYM);
    switch (found.outcome()) {
      case HIT, STALE, STALE_IF_ERROR -> fromMemory(status, found);
      case SHARED -> status.append("; hit");
      case REVALIDATED, MISS, COALESCED -> forwarded(status, found);
      case BYPASS -> status.append("; fwd=bypass");
    }
    if (found.ttlSeconds() != 0 || found.stored()) {
      status.append("; ttl=").append(found.ttlSeconds());
    }
    return found.outcome() == LookupOutcome.SHARED
        ? status.append("; detail=shared").toString()
        : status.toString();
  }

  /** The response was too long or not storable, so it was streamed. */
  static String ofStream(Forward forward, int upstreamStatus) {
    return HeaderNames.PSEUDONYM + "; fwd=" + word(forward) + "; fwd-status=" + upstreamStatus;
  }

  /**
   * A response by stale-if-error was forwarded first, so it is no hit; one that is served later,
   * without an upstream request of its own, is one (RFC 9211, section 2.1).
   */
  private static StringBuilder fromMemory(StringBuilder status, LookupResult.Found<?> found) {
    if (found.forward() == Forward.NONE) {
      return status.append("; hit");
    }
    forwarded(status, found);
    return found.upstreamStatus() == 0 ? status.append("; detail=no-response") : status;
  }

  private static StringBuilder forwarded(StringBuilder status, LookupResult.Found<?> found) {
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
