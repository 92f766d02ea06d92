package dev.bimgate.cache;

/**
 * A route whose answers are stored: a closed list of them, in practice an enum, which the user of
 * the cache declares.
 */
public interface CacheRoute {

  /** What it is called in keys that leave the process; never changed, never used again. */
  String name();

  /** Its place among all routes of one cache, counted from 0. */
  int ordinal();

  /** Whether each of its answers belongs to one team, which then is part of the key. */
  boolean perTeam();
}
