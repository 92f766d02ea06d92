package dev.bimgate.gateway.lists;

import dev.bimgate.cache.CacheRoute;
import dev.bimgate.cache.Reuse;
import dev.bimgate.cache.http.FieldLines;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides whether and for how long a response of Bimplus is stored, and which caching headers
 * clients get: one of two, chosen when the gateway starts ({@code gateway.cache.freshness}).
 */
public sealed interface StoragePolicy permits ConfiguredStorage, UpstreamStorage {

  /** Evaluates a response by its status and its headers. */
  Reuse judge(CacheRoute route, int status, FieldLines fields, Instant arrivedAt);

  /**
   * The age of a response on arrival.
   *
   * @param sentAt when its request was sent
   */
  Duration ageOnArrival(FieldLines fields, Instant sentAt, Instant arrivedAt);

  /** Whether only a body that is whole JSON, in no coding, is stored. */
  boolean storesJsonAlone();

  /**
   * Whether Bimplus's caching headers are stored and sent to clients; else clients must revalidate
   * each time.
   */
  boolean tellsReuse();
}
