package dev.bimgate.gateway.limits;

import java.util.Map;

/**
 * The budget of a user at one time.
 *
 * @param limit the calls per hour; 0 while unknown
 * @param remaining those left, as Bimplus last said; 0 while unknown
 * @param resetAtMillis when the budget is full again, in epoch milliseconds; 0 while unknown
 * @param isResetKnown whether Bimplus named that time; otherwise it is a guess
 * @param isConfirmed whether what is left has fallen by three responses with this limit
 * @param availableToReads those that reads may still use: less the calls under way and the reserve;
 *     0 while paused
 * @param availableMillis for how long they may use no more; 0 while unknown
 * @param pausedUntilMillis until when Bimplus asked to send nothing, in epoch milliseconds; 0 if it
 *     did not
 * @param inFlight calls whose response headers have not arrived
 * @param callsByApp the calls since the last reset that this instance has seen
 */
public record BudgetStatus(
    BudgetState state,
    int limit,
    int remaining,
    long resetAtMillis,
    boolean isResetKnown,
    boolean isConfirmed,
    int availableToReads,
    long availableMillis,
    long pausedUntilMillis,
    int inFlight,
    Map<String, Integer> callsByApp) {

  public BudgetStatus {
    callsByApp = Map.copyOf(callsByApp);
  }

  public boolean isKnown() {
    return limit > 0;
  }
}
