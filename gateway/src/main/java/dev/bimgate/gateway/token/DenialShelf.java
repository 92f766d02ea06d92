package dev.bimgate.gateway.token;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Denials of one origin, bounded in number, each until a moment.
 *
 * <p>They are made to last equally long, so the first one made is the first to end.
 */
final class DenialShelf {

  /**
   * For which times a denial holds, in milliseconds of the epoch.
   *
   * @param atMillis where tokens that were issued later are spared: the moment that counts
   * @param untilMillis when it ends
   */
  record Span(long atMillis, long untilMillis) {

    Span joined(Span other) {
      return new Span(Math.max(atMillis, other.atMillis), Math.max(untilMillis, other.untilMillis));
    }
  }

  private final ConcurrentHashMap<Denial, Span> spans = new ConcurrentHashMap<>();

  /** Guarded by this, as all changes are. */
  private final LinkedHashSet<Denial> oldestFirst = new LinkedHashSet<>();

  private final int max;

  DenialShelf(int max) {
    this.max = max;
  }

  /** Notes a denial, unless there is no room; one that is there already is only prolonged. */
  synchronized boolean note(Denial denial, Span span, long nowMillis) {
    letGoOfEnded(nowMillis);
    if (!spans.containsKey(denial) && spans.size() >= max) {
      return false;
    }
    put(denial, span);
    return true;
  }

  /** Notes a denial in any case: where there is no room, the one that ends first goes. */
  synchronized void noteInPlaceOfTheOldest(Denial denial, Span span, long nowMillis) {
    letGoOfEnded(nowMillis);
    if (!spans.containsKey(denial) && spans.size() >= max) {
      Iterator<Denial> oldest = oldestFirst.iterator();
      spans.remove(oldest.next());
      oldest.remove();
    }
    put(denial, span);
  }

  /** Whether a denial holds, of whatever may be made of that token. */
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

  /** How many there are, ended ones included. */
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
