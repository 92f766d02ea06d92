package dev.bimgate.gateway.limits;

/** What the budget of a user allows. */
public enum BudgetState {
  /** Every call; also while nothing is known of the budget. */
  NORMAL,
  /** Every call, but lists are not revalidated before the end of stale-while-revalidate. */
  ECONOMIZING,
  /** Writes only; after a 429 of Bimplus nothing. */
  STOPPED
}
