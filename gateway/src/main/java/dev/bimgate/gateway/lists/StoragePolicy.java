package dev.bimgate.gateway.lists;

import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.model.CacheRoute;
import dev.bimgate.cache.model.Cacheability;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides whether and for how long a response of Bimplus is stored, and which caching headers
 * clients get: one of two, chosen when the gateway starts ({@code gateway.cache.freshness}).
 */
public sealed interface StoragePolicy permits ConfiguredStorage, UpstreamStorage {

  /** Evaluates a response by its status and its headers. */
  Cacheability judge(CacheRoute route, int status, Headers headers, Instant arrivedAt);

  /**
   * The age of a response on arrival.
   *
   * @param sentAt when its request was sent
   */
  Duration ageOnArrival(Headers headers, Instant sentAt, Instant arrivedAt);

  /** Whether only a body that is whole JSON, in no coding, is stored. */
  boolean storesOnlyJson();

  /**
   * Whether Bimplus's caching headers are stored and sent to clients; else clients must revalidate
   * each time.
   */
  boolean tellsReuse();
}
