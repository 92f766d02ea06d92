package dev.bimgate.gateway.token;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Denials of one origin, bounded in number, each with an expiry.
 *
 * <p>All last equally long, so the oldest expires first.
 */
final class DenialShelf {

  /**
   * The times of a denial, in milliseconds since the epoch.
   *
   * @param atMillis tokens issued later stay valid, unless the denial is of a token or session
   * @param untilMillis when it expires
   */
  record Span(long atMillis, long untilMillis) {

    Span joined(Span other) {
      return new Span(Math.max(atMillis, other.atMillis), Math.max(untilMillis, other.untilMillis));
    }
  }

  private final ConcurrentHashMap<Denial, Span> spans = new ConcurrentHashMap<>();

  /** Guarded by this, as all writes are. */
  private final LinkedHashSet<Denial> oldestFirst = new LinkedHashSet<>();

  private final int max;

  DenialShelf(int max) {
    this.max = max;
  }

  /** Adds a denial, or extends one that exists; false if there is no room. */
  synchronized boolean note(Denial denial, Span span, long nowMillis) {
    letGoOfEnded(nowMillis);
    if (!spans.containsKey(denial) && spans.size() >= max) {
      return false;
    }
    put(denial, span);
    return true;
  }

  /** Adds or extends a denial; when full, evicts the one that expires first. */
  synchronized void noteInPlaceOfTheOldest(Denial denial, Span span, long nowMillis) {
    letGoOfEnded(nowMillis);
    if (!spans.containsKey(denial) && spans.size() >= max) {
      Iterator<Denial> oldest = oldestFirst.iterator();
      spans.remove(oldest.next());
      oldest.remove();
    }
    put(denial, span);
  }

  /** Whether an unexpired denial matches the token. */
  boolean concerns(Admission.Admitted admitted, long nowMillis) {
    if (spans.isEmpty()) {
      return false;
    }
    for (Denial denial : Denial.allThatConcern(admitted)) {
      Span span = spans.get(denial);
      if (span != null && nowMillis < span.untilMillis && !isSpared(admitted, denial, span)) {
        return true;
      }
    }
    return false;
  }

  /** The number of denials, expired ones included. */
  int size() {
    return spans.size();
  }

  private static boolean isSpared(Admission.Admitted admitted, Denial denial, Span span) {
    return denial.sparesLaterTokens()
        && admitted.issuedAt() != null
        && admitted.issuedAt().toEpochMilli() > span.atMillis;
  }

  private void put(Denial denial, Span span) {
    spans.merge(denial, span, Span::joined);
    oldestFirst.remove(denial);
    oldestFirst.add(denial);
  }

  private void letGoOfEnded(long nowMillis) {
    Iterator<Denial> oldest = oldestFirst.iterator();
    while (oldest.hasNext()) {
      Denial denial = oldest.next();
      if (!hasEnded(spans.get(denial), nowMillis)) {
        return;
      }
      spans.remove(denial);
      oldest.remove();
    }
  }

  private static boolean hasEnded(@Nullable Span span, long nowMillis) {
    return span == null || nowMillis >= span.untilMillis;
  }
}
