package dev.bimgate.gateway.limits;

/** Budgets from before a test, which must not change it. */
public final class ForgottenBudgets {

  private ForgottenBudgets() {}

  /** Forgets all budgets. */
  public static void of(UserCalls calls) {
    calls.byUser.invalidateAll();
  }
}
