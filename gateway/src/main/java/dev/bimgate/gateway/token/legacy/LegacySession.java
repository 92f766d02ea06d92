package dev.bimgate.gateway.token.legacy;

import dev.bimgate.gateway.token.result.AuthenticationResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The cached result for one legacy token, and the times for which it is valid.
 *
 * <p>It is invalid before {@code fromMillis}, too, as after a clock was set back.
 *
 * @param stage the result as a completed stage, made once and not completable by others
 * @param untilMillis when Bimplus is to be looked up again
 * @param stayUntilMillis how long it may be extended while Bimplus is unavailable
 * @param prolonged whether it was extended
 */
record LegacySession(
    AuthenticationResult result,
    CompletionStage<AuthenticationResult> stage,
    long fromMillis,
    long untilMillis,
    long stayUntilMillis,
    boolean prolonged) {

  static LegacySession admitted(
      AuthenticationResult.Authenticated authenticated,
      long fromMillis,
      long untilMillis,
      long stayUntilMillis) {
    return of(
        authenticated, fromMillis, untilMillis, Math.max(untilMillis, stayUntilMillis), false);
  }

  static LegacySession rejected(
      AuthenticationResult.Rejected rejected, long fromMillis, long untilMillis) {
    return of(rejected, fromMillis, untilMillis, untilMillis, false);
  }

  private static LegacySession of(
      AuthenticationResult result, long from, long until, long stayUntil, boolean prolonged) {
    return new LegacySession(
        result, CompletableFuture.completedStage(result), from, until, stayUntil, prolonged);
  }

  boolean holdsAt(long nowMillis) {
    return nowMillis >= fromMillis && nowMillis < untilMillis;
  }

  boolean mayStayAt(long nowMillis) {
    return nowMillis >= fromMillis && nowMillis < stayUntilMillis;
  }

  /** Extends the validity, at most to {@code stayUntilMillis}. */
  LegacySession prolongedTo(long newUntilMillis) {
    return of(result, fromMillis, Math.min(newUntilMillis, stayUntilMillis), stayUntilMillis, true);
  }
}
