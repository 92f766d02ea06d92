package dev.bimgate.cache.fetch;

import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.Rule;
import dev.bimgate.cache.model.Statuses;
import dev.bimgate.cache.store.LastEventType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a completed fetch does to the store: a pure table (RFC 9111, sections 3 and 4). */
enum StoreDecision {
  /** Store the response: in place of exactly the one seen, where that could still be served. */
  STORE,
  /** Remove exactly the response seen: upstream's latest response is not stored. */
  REMOVE,
  /** Remove what is stored under the key up to the generation of the fetch: upstream rejects it. */
  REJECT,
  /** Keep the response seen: upstream has failed and says when to retry. */
  RETRY_LATER,
  /** Keep the response seen, and back off: upstream has failed. */
  BACK_OFF,
  /**
   * Keep the response seen, and back off for a short time: upstream was not contacted, or the
   * origin probes it.
   */
  RETRY_SOON,
  /** Keep the response seen, and record the attempt: the status says nothing about it. */
  KEEP,
  /** Leave it to the fetch, or to the rejection, that has come meanwhile. */
  LEAVE;

  /** The form of upstream's response. */
  enum Kind {
    /** A response read completely. */
    COMPLETE,
    /** A 304 about the response seen. */
    NOT_MODIFIED,
    /** A response for one request alone. */
    STREAMED,
    /** A rejection in a response that cannot be read. */
    UNREADABLE,
    /** No response. */
    NONE,
    /** No request. */
    NOT_SENT
  }

  /**
   * Decides.
   *
   * @param status of the response, or of the one that a 304 validates; 0 if none came
   * @param obstacle what forbids storing the response; null if nothing does
   * @param current whether neither another fetch nor a rejection has come meanwhile
   * @param retryLater whether the response names a time to retry
   */
  static StoreDecision of(
      Kind kind,
      int status,
      @Nullable LastEventType obstacle,
      boolean current,
      boolean retryLater) {
    if (obstacle == null && current) {
      return STORE;
    }
    StoreDecision replaced = current ? REMOVE : LEAVE;
    return switch (kind) {
      case COMPLETE, STREAMED -> byStatus(status, replaced, retryLater);
      case NOT_MODIFIED -> replaced;
      case UNREADABLE -> REJECT;
      case NONE -> BACK_OFF;
      case NOT_SENT -> RETRY_SOON;
    };
  }

  private static StoreDecision byStatus(int status, StoreDecision replaced, boolean retryLater) {
    if (Statuses.removesEntry(status)) {
      return REJECT;
    }
    if (Statuses.isSuccess(status)) {
      return replaced;
    }
    if (Statuses.allowsStaleIfError(status)) {
      return retryLater ? RETRY_LATER : BACK_OFF;
    }
    return KEEP;
  }

  /**
   * What forbids storing a response that was read completely; null if nothing does.
   *
   * @param seen whether another is stored, which a failure does not replace
   * @param configured the times of its route, for a response without its own
   * @param fits whether it is within the bounds of size
   * @param valid whether no invalidation has come meanwhile
   */
  static @Nullable LastEventType obstacle(
      ListResponse response, boolean seen, Lifetimes configured, boolean fits, boolean valid) {
    Cacheability cacheability = response.cacheability();
    if (!cacheability.keep()
        || cacheability.vary().isAny()
        || isForbidden(response.status(), cacheability.lifetimes() != null, seen)) {
      return causeOf(response.status());
    }
    if (!isOfUse(response, configured)) {
      return LastEventType.NO_TIME;
    }
    if (!fits) {
      return LastEventType.OVER_SIZE;
    }
    return valid ? null : LastEventType.DROPPED_MEANWHILE;
  }

  /** What forbids storing a response that is streamed. */
  static LastEventType obstacle(int status, List<Rule> rules) {
    boolean isLong = Statuses.isSuccess(status) && rules.isEmpty();
    return isLong ? LastEventType.PASSED_ON : causeOf(status);
  }

  private static boolean isForbidden(int status, boolean ownWindows, boolean seen) {
    if (Statuses.isAboutTheCaller(status)) {
      return true;
    }
    if (Statuses.allowsStaleIfError(status)) {
      return seen || !ownWindows;
    }
    return Statuses.removesEntry(status) && !ownWindows;
  }

  /** Whether it could be served or validated: nothing else is stored. */
  private static boolean isOfUse(ListResponse response, Lifetimes configured) {
    Lifetimes own = response.cacheability().lifetimes();
    if (own == null) {
      return !configured.freshFor().isZero();
    }
    return !own.isClosed() || !response.validators().isEmpty();
  }

  private static LastEventType causeOf(int status) {
    if (Statuses.removesEntry(status)) {
      return LastEventType.REFUSED;
    }
    return Statuses.allowsStaleIfError(status) ? LastEventType.FAILING : LastEventType.NOT_REUSABLE;
  }
}
