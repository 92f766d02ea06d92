package dev.bimgate.gateway.token.legacy;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * How long legacy tokens are accepted.
 *
 * @param endMillis when they are rejected, in milliseconds since the epoch
 */
public record LegacyCutoff(long endMillis) {

  private static final LegacyCutoff OVER = new LegacyCutoff(Long.MIN_VALUE);
  private static final LegacyCutoff WITHOUT_END = new LegacyCutoff(Long.MAX_VALUE);

  /** Later years count as no end: they might not fit into milliseconds. */
  private static final int LAST_YEAR = 9_999;

  /**
   * Made from the settings.
   *
   * @param lastDay the last day (to its end, UTC) on which they are accepted, if any
   */
  public static LegacyCutoff of(boolean enabled, Optional<LocalDate> lastDay) {
    if (!enabled) {
      return OVER;
    }
    return lastDay
        .filter(day -> day.getYear() <= LAST_YEAR)
        .map(day -> day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000)
        .map(LegacyCutoff::new)
        .orElse(WITHOUT_END);
  }

  public boolean isOverAt(long nowMillis) {
    return nowMillis >= endMillis;
  }
}
