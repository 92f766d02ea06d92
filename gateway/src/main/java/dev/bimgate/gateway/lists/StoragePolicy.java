package dev.bimgate.gateway.lists;

import dev.bimgate.cache.CacheRoute;
import dev.bimgate.cache.Reuse;
import dev.bimgate.cache.http.FieldLines;
import java.time.Duration;
import java.time.Instant;

/**
 * Who decides whether and for how long an answer of Bimplus is stored, and what clients are told of
 * that: one of two, chosen when the gateway starts ({@code gateway.cache.freshness}).
 */
public sealed interface StoragePolicy permits ConfiguredStorage, UpstreamStorage {

  /** Judges an answer by its status and its fields. */
  Reuse judge(CacheRoute route, int status, FieldLines fields, Instant arrivedAt);

  /**
   * The age of an answer on arrival.
   *
   * @param sentAt when its request was sent
   */
  Duration ageOnArrival(FieldLines fields, Instant sentAt, Instant arrivedAt);

  /** Whether only a body that is whole JSON, in no coding, is stored. */
  boolean storesJsonAlone();

  /**
   * Whether what Bimplus says about reuse is stored and told to clients; else they are told to ask
   * again each time.
   */
  boolean tellsReuse();
}
