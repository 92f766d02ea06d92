package dev.bimgate.gateway.limits;

/** Calls that the budgets of users count as under way. */
public final class CallsInFlight {

  private CallsInFlight() {}

  /** Those of all users. */
  public static int of(UserCalls calls) {
    return calls.statuses().mapToInt(BudgetStatus::inFlight).sum();
  }
}
