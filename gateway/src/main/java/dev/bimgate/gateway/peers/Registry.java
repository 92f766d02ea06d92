package dev.bimgate.gateway.peers;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The registry of members at one time, as Valkey has it.
 *
 * @param era the name of the log that belongs to it; empty if the registry was lost
 * @param published how many messages were ever published in that log
 * @param counters how often each session has renewed, by its id; joining counts as the first time
 */
record Registry(String era, long published, Map<String, Long> counters) {

  /** The field with the name of the era. */
  static final String ERA_FIELD = "era";

  private static final String PUBLISHED_PREFIX = "n:";

  /**
   * Five renewals after the first, with a quarter of a lease between two, take longer than a lease.
   */
  private static final long MATURE = 6;

  Registry {
    counters = Map.copyOf(counters);
  }

  /**
   * The field that counts the messages of an era. Late commands of a lost era count there, and not
   * in the next one.
   */
  static String publishedField(String era) {
    return PUBLISHED_PREFIX + era;
  }

  /**
   * The registry from the fields of its hash.
   *
   * @throws NumberFormatException if it is none
   */
  static Registry of(Map<String, String> fields) {
    String era = fields.getOrDefault(ERA_FIELD, "");
    long published = Long.parseLong(fields.getOrDefault(publishedField(era), "0"));
    Map<String, Long> counters = new HashMap<>();
    fields.forEach(
        (field, value) -> {
          if (!field.equals(ERA_FIELD) && !field.startsWith(PUBLISHED_PREFIX)) {
            counters.put(field, Long.valueOf(value));
          }
        });
    return new Registry(era, published, counters);
  }

  /** The counter of a session; 0 if it is no member. */
  long counter(String session) {
    return counters.getOrDefault(session, 0L);
  }

  /**
   * Whether it is older than a lease. A younger one may lack sessions that were members of a lost
   * one before it, and still trust their lists.
   */
  boolean isMature() {
    return counters.values().stream().anyMatch(counter -> counter >= MATURE);
  }

  /**
   * What was lost since a session knew both registry and log, if anything.
   *
   * @param session with the era and the counter that it expects
   * @param logEnd the last position in the log at the same time
   */
  @Nullable SessionEnd lossFor(String expectedEra, String session, long counter, long logEnd) {
    if (!era.equals(expectedEra) || counter(session) != counter) {
      return SessionEnd.REGISTRY_LOST;
    }
    return published == logEnd ? null : SessionEnd.LOG_LOST;
  }
}
