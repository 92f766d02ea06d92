package dev.bimgate.gateway.peers;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The life of one registry and its log.
 *
 * @param history which Valkey: a hash of its {@code run_id} and {@code master_replid}, so that a
 *     restarted or promoted one has other names, and what it remembers of earlier ones does not
 *     count
 * @param name which registry there: the session with which it began, and the lease of all its
 *     members. So gateways with other settings, as while they are changed on one after the other,
 *     know how long each of them trusts its lists.
 */
record Era(String history, String name) {

  /** Before it is known. */
  static final Era NONE = new Era("", "");

  private static final String SEPARATOR = "-";

  /** Of a lease that is not longer than the longest wait of a write. */
  private static final Pattern MILLIS = Pattern.compile("[1-9]\\d{2,3}");

  static String newName(String session, Timing timing) {
    return session + SEPARATOR + timing.lease().toMillis();
  }

  /** The timing of all its members; empty if its name is none of {@link #newName}. */
  Optional<Timing> timing() {
    return Optional.of(name.substring(name.lastIndexOf(SEPARATOR) + 1))
        .filter(millis -> MILLIS.matcher(millis).matches())
        .map(millis -> new Timing(Duration.ofMillis(Long.parseLong(millis))));
  }
}
