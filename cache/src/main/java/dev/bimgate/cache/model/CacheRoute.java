package dev.bimgate.cache.model;

/**
 * A route whose responses are stored: one of a closed list, in practice an enum, which the user of
 * the cache declares.
 */
public interface CacheRoute {

  /** Its name in serialized keys; never changed, never reused. */
  String name();

  /** Its position among all routes of one cache, from 0. */
  int ordinal();

  /** Whether each of its responses belongs to one team, which then is part of the key. */
  boolean perTeam();
}
