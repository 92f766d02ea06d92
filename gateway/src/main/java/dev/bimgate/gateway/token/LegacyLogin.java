package dev.bimgate.gateway.token;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What is remembered of one token of the old login: the admission, and for which times it holds.
 *
 * <p>A moment before the span begins, as after a clock was set back, is outside of it too.
 *
 * @param admission the answer
 * @param stage the answer, made once: completed, and not to be completed by anybody else
 * @param fromMillis since when it holds
 * @param untilMillis when Bimplus is to be asked again
 * @param stayUntilMillis how long it may be prolonged while Bimplus cannot be asked
 * @param prolonged whether that has happened
 */
record LegacyLogin(
    Admission admission,
    CompletionStage<Admission> stage,
    long fromMillis,
    long untilMillis,
    long stayUntilMillis,
    boolean prolonged) {

  static LegacyLogin admitted(
      Admission.Admitted admitted, long fromMillis, long untilMillis, long stayUntilMillis) {
    return of(admitted, fromMillis, untilMillis, Math.max(untilMillis, stayUntilMillis), false);
  }

  static LegacyLogin refused(Admission.Refused refused, long fromMillis, long untilMillis) {
    return of(refused, fromMillis, untilMillis, untilMillis, false);
  }

  private static LegacyLogin of(
      Admission admission, long from, long until, long stayUntil, boolean prolonged) {
    return new LegacyLogin(
        admission, CompletableFuture.completedStage(admission), from, until, stayUntil, prolonged);
  }

  boolean holdsAt(long nowMillis) {
    return nowMillis >= fromMillis && nowMillis < untilMillis;
  }

  boolean mayStayAt(long nowMillis) {
    return nowMillis >= fromMillis && nowMillis < stayUntilMillis;
  }

  /** The same for a while longer, never beyond the time for which it may stay. */
  LegacyLogin prolongedTo(long newUntilMillis) {
    return of(
        admission, fromMillis, Math.min(newUntilMillis, stayUntilMillis), stayUntilMillis, true);
  }
}
