package dev.bimgate.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The probes of an open breaker, and when the next one may begin: a second after the last one for a
 * promising party, else after 1, 2, 4, 4 s; at most one a second.
 *
 * <p>Not thread-safe; its {@link Breaker} locks.
 */
final class Probes {

  /**
   * The most that are open at once: those of 39 s. With a longer answer-timeout no further one
   * begins until the first has failed.
   */
  static final int MAX_OPEN = 12;

  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long BEFORE_A_WRITE_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long UNPROMISING_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long OUTDATED_NANOS = Duration.ofSeconds(30).toNanos();

  /** So many may hang before further ones become rarer. */
  private static final int FEW = 3;

  /** When each party has probed in the last ten seconds: at most ten, as one begins a second. */
  private final Map<Object, Long> probed = new HashMap<>();

  private long lastAtNanos;
  private int begun;
  private int open;

  /** The breaker has opened. */
  void restart(long nowNanos) {
    lastAtNanos = nowNanos;
    begun = 0;
    probed.clear();
  }

  /**
   * Whether a call may be the next probe.
   *
   * @param early whether it may probe at the first opportunity
   * @param failed whether calls of its party have failed lately
   */
  boolean mayBegin(@Nullable Object party, boolean early, boolean failed, long nowNanos) {
    long pause = nowNanos - lastAtNanos;
    if (open >= MAX_OPEN) {
      return false;
    }
    if (!early) {
      return pause >= BEFORE_A_WRITE_NANOS;
    }
    boolean promising = open < FEW && !failed && !hasProbed(party, nowNanos);
    return pause >= (promising ? SECOND_NANOS : SECOND_NANOS << Math.min(begun, 2));
  }

  void begin(@Nullable Object party, long nowNanos) {
    lastAtNanos = nowNanos;
    begun++;
    open++;
    probed.values().removeIf(at -> nowNanos - at >= UNPROMISING_NANOS);
    if (party != null) {
      probed.put(party, nowNanos);
    }
  }

  /** One has ended, however it did. */
  void end() {
    open--;
  }

  /** Whether there has been none for so long that nothing is known of Bimplus any more. */
  boolean isOutdated(long nowNanos) {
    return nowNanos - lastAtNanos >= OUTDATED_NANOS;
  }

  /** Else one who cancels each probe would keep the breaker open for all. */
  private boolean hasProbed(@Nullable Object party, long nowNanos) {
    Long at = party == null ? null : probed.get(party);
    return at != null && nowNanos - at < UNPROMISING_NANOS;
  }
}
