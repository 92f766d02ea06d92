package dev.bimgate.gateway.token.revocation;

import dev.bimgate.gateway.token.result.AuthenticationResult;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Denials of one origin, bounded in number, each with an expiry.
 *
 * <p>All last equally long, so the oldest expires first.
 */
final class BoundedDenyList {

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

  private final ConcurrentHashMap<DenyRule, Span> spans = new ConcurrentHashMap<>();

  /** Guarded by this, as all writes are. */
  private final LinkedHashSet<DenyRule> oldestFirst = new LinkedHashSet<>();

  private final int max;

  BoundedDenyList(int max) {
    this.max = max;
  }

  /** Adds a denial, or extends one that exists; false if there is no room. */
  synchronized boolean note(DenyRule rule, Span span, long nowMillis) {
    letGoOfEnded(nowMillis);
    if (!spans.containsKey(rule) && spans.size() >= max) {
      return false;
    }
    put(rule, span);
    return true;
  }

  /** Adds or extends a denial; when full, evicts the one that expires first. */
  synchronized void noteInPlaceOfTheOldest(DenyRule rule, Span span, long nowMillis) {
    letGoOfEnded(nowMillis);
    if (!spans.containsKey(rule) && spans.size() >= max) {
      Iterator<DenyRule> oldest = oldestFirst.iterator();
      spans.remove(oldest.next());
      oldest.remove();
    }
    put(rule, span);
  }

  /** Whether an unexpired denial matches the token. */
  boolean concerns(AuthenticationResult.Authenticated authenticated, long nowMillis) {
    if (spans.isEmpty()) {
      return false;
    }
    for (DenyRule rule : DenyRule.allThatConcern(authenticated)) {
      Span span = spans.get(rule);
      if (span != null && nowMillis < span.untilMillis && !isAccepted(authenticated, rule, span)) {
        return true;
      }
    }
    return false;
  }

  /** The denials with their times, expired ones included. */
  Map<DenyRule, Span> spans() {
    return Collections.unmodifiableMap(spans);
  }

  /** The number of denials, expired ones included. */
  int size() {
    return spans.size();
  }

  private static boolean isAccepted(
      AuthenticationResult.Authenticated authenticated, DenyRule rule, Span span) {
    return rule.acceptsLaterTokens()
        && authenticated.issuedAt() != null
        && authenticated.issuedAt().toEpochMilli() > span.atMillis;
  }

  private void put(DenyRule rule, Span span) {
    spans.merge(rule, span, Span::joined);
    oldestFirst.remove(rule);
    oldestFirst.add(rule);
  }

  private void letGoOfEnded(long nowMillis) {
    Iterator<DenyRule> oldest = oldestFirst.iterator();
    while (oldest.hasNext()) {
      DenyRule rule = oldest.next();
      if (!hasEnded(spans.get(rule), nowMillis)) {
        return;
      }
      spans.remove(rule);
      oldest.remove();
    }
  }

  private static boolean hasEnded(@Nullable Span span, long nowMillis) {
    return span == null || nowMillis >= span.untilMillis;
  }
}
