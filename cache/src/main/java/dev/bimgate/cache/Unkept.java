package dev.bimgate.cache;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether an answer may stay in memory, and the remembering of why one did not. */
final class Unkept {

  private final ListCacheOptions options;
  private final KeptLists lists;

  Unkept(ListCacheOptions options, KeptLists lists) {
    this.options = options;
    this.lists = lists;
  }

  /** What forbids to keep what a flight brought; null if nothing does. */
  @Nullable Cause obstacle(Flight<?> flight, ListAnswer answer) {
    Reuse reuse = answer.reuse();
    if (!reuse.keep() || reuse.variance().isAny() || isForbiddenByStatus(flight, answer)) {
      return causeOf(answer.status());
    }
    ListKey key = Variants.keyOf(flight.key.question(), reuse.variance(), flight.source.request());
    if (!isOfUse(key, answer)) {
      return Cause.NO_TIME;
    }
    if (StoredResponse.weightOf(key, answer) > options.maxKeptBytes()) {
      return Cause.OVER_SIZE;
    }
    boolean valid = lists.generations().isValid(flight.key, flight.generation);
    return valid ? null : Cause.DROPPED_MEANWHILE;
  }

  /** An answer was told and is not kept. */
  void note(Flight<?> flight, ListAnswer answer, int status) {
    Cause cause = Objects.requireNonNullElse(obstacle(flight, answer), Cause.DROPPED_MEANWHILE);
    note(flight, cause, status, answer.reuse().rules());
  }

  /** An answer was passed on. */
  void note(Flight<?> flight, SourceAnswer.Passage<?> passage) {
    boolean isLong = Statuses.isSuccess(passage.status()) && passage.rules().isEmpty();
    Cause cause = isLong ? Cause.PASSED_ON : causeOf(passage.status());
    note(flight, cause, passage.status(), passage.rules());
  }

  /** A refusal came that nobody can be told. */
  void noteRefusal(Flight<?> flight, int status) {
    note(flight, Cause.REFUSED, status, List.of());
  }

  /** No answer came. */
  void noteFailure(Flight<?> flight) {
    note(flight, Cause.LOAD_FAILED, 0, List.of());
  }

  private void note(Flight<?> flight, Cause cause, int status, List<Rule> rules) {
    if (lists.peek(flight.key) == null) {
      lists.fates().notKept(flight.key, cause, status, rules);
    }
  }

  private static boolean isForbiddenByStatus(Flight<?> flight, ListAnswer answer) {
    int status = answer.status();
    boolean ownWindows = answer.reuse().windows() != null;
    if (Statuses.isAboutTheCaller(status) || (Statuses.isRefusing(status) && !ownWindows)) {
      return true;
    }
    return Statuses.isFailing(status) && (flight.seen != null || !ownWindows);
  }

  private static Cause causeOf(int status) {
    if (Statuses.isRefusing(status)) {
      return Cause.REFUSED;
    }
    return Statuses.isFailing(status) ? Cause.FAILING : Cause.NOT_REUSABLE;
  }

  /** Nothing is kept that could neither be told again nor be asked about. */
  private boolean isOfUse(ListKey key, ListAnswer answer) {
    Windows own = answer.reuse().windows();
    if (own == null) {
      return !options.policy(key.route()).windows().freshFor().isZero();
    }
    return !own.isClosed() || !answer.validators().isEmpty();
  }
}
