package dev.bimgate.cache;

import dev.bimgate.cache.http.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of lists once a load has ended: its answer is kept, or the list that was held goes,
 * stays, or is served without a call for a while.
 */
final class Settlement {

  private final ListCacheOptions options;
  private final InstantSource clock;
  private final KeptLists lists;
  private final Flights flights;
  private final Unkept unkept;

  Settlement(
      ListCacheOptions options,
      InstantSource clock,
      KeptLists lists,
      Flights flights,
      Unkept unkept) {
    this.options = options;
    this.clock = clock;
    this.lists = lists;
    this.flights = flights;
    this.unkept = unkept;
  }

  /** What an overtaken flight brings is older than what the other may have been refused by now. */
  @Nullable StoredResponse keep(Flight<?> flight, ListAnswer answer) {
    boolean allowed = !flights.isOvertaken(flight) && unkept.obstacle(flight, answer) == null;
    return allowed ? put(flight, answer) : null;
  }

  private @Nullable StoredResponse put(Flight<?> flight, ListAnswer answer) {
    ListKey key =
        Variants.keyOf(flight.key.question(), answer.reuse().variance(), flight.source.request());
    StoredResponse held =
        new StoredResponse(key, answer, freshness(key, answer), flight.generation, clock.millis());
    boolean sameKey = key.equals(flight.key);
    StoredResponse seen = flight.revalidates && sameKey ? flight.seen : null;
    boolean kept = seen == null ? lists.keep(key, held) : lists.renew(key, seen, held);
    if (!sameKey) {
      forget(flight);
    }
    // Again: the other may have looked for a list before this one was there.
    kept = kept && !(flights.isOvertaken(flight) && lists.remove(key, held));
    return kept ? held : null;
  }

  /** Does with the list held what a whole answer that is not kept asks for. */
  void settle(Flight<?> flight, ListAnswer answer) {
    StoredResponse seen = flight.seen;
    Instant now = clock.instant();
    Duration pause = seen == null ? Duration.ZERO : pauseAskedFor(flight.key, seen, answer, now);
    if (seen == null || pause.isZero()) {
      settle(flight, answer.status());
    } else {
      seen.refusedAt(now.toEpochMilli(), now.plus(pause).toEpochMilli());
    }
  }

  /** The same for an answer of which the status is all that counts. */
  void settle(Flight<?> flight, int status) {
    if (Statuses.isRefusing(status)) {
      refuse(flight);
    } else if (Statuses.isSuccess(status)) {
      forget(flight);
    } else if (Statuses.isFailing(status)) {
      fail(flight);
    } else if (flight.seen != null) {
      flight.seen.triedAt(clock.millis());
    }
  }

  /** A load has failed: upstream is not asked about its list for a while. */
  void fail(Flight<?> flight) {
    if (flight.seen != null) {
      flight.seen.failedAt(clock.millis(), flights.successes());
    }
  }

  /** Upstream has refused the question: all that is kept of it goes. */
  void refuse(Flight<?> flight) {
    flights.refused(flight.key.question(), flight.generation);
    if (flight.seen != null) {
      lists.removeRefused(flight.key, flight.seen);
    }
    lists.removeRefused(flight.key, flight.generation);
  }

  /** Lets go of a list that upstream has replaced by something that is not kept. */
  void forget(Flight<?> flight) {
    if (flight.seen != null && !flights.isOvertaken(flight)) {
      lists.remove(flight.key, flight.seen);
    }
  }

  /**
   * For how long upstream wants to be let alone, but no longer than the list was fresh: so much
   * later at most is a right seen to be withdrawn once upstream is well again.
   */
  private Duration pauseAskedFor(ListKey key, StoredResponse seen, ListAnswer answer, Instant now) {
    if (!Statuses.isFailing(answer.status())) {
      return Duration.ZERO;
    }
    Windows own = seen.answer.reuse().windows();
    Windows windows = own == null ? options.policy(key.route()).windows() : own;
    Duration most = windows.freshFor();
    return RetryAfter.pause(answer.status(), answer.field("Retry-After"), now, most);
  }

  private Freshness freshness(ListKey key, ListAnswer answer) {
    Windows own = answer.reuse().windows();
    return own == null
        ? new Freshness(answer.arrivedMillis(), options.policy(key.route()).windows())
        : new Freshness(answer.arrivedMillis(), answer.receivedAge(), own);
  }
}
