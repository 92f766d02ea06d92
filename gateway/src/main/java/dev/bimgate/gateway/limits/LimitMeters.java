package dev.bimgate.gateway.limits;

import dev.bimgate.gateway.context.EnumTable;
import dev.bimgate.gateway.context.Labels;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of all limits, and of the budgets at Bimplus. */
public final class LimitMeters {

  private final MeterRegistry registry;
  private final EnumTable<LimitedBy, Counter> rejected;

  public LimitMeters(MeterRegistry registry) {
    this.registry = registry;
    this.rejected =
        new EnumTable<>(
            LimitedBy.class,
            by ->
                Counter.builder("gateway.limits.refused")
                    .description("Calls and requests that a limit rejected")
                    .tag("by", Labels.of(by))
                    .register(registry));
  }

  /** Counts a call or a request that a limit has rejected. */
  public void rejected(LimitedBy by) {
    rejected.get(by).increment();
  }

  /** Shows the budgets of all users, in numbers that name nobody. */
  public void watch(UserCalls calls) {
    for (BudgetState state : BudgetState.values()) {
      Gauge.builder("gateway.budget.users", calls, of -> of.users(state))
          .description("Users who have made calls, by what their budgets at Bimplus allow")
          .tag("state", Labels.of(state))
          .register(registry);
    }
    Gauge.builder("gateway.budget.left", calls, LimitMeters::smallestPartLeft)
        .description(
            "The smallest part of a budget that is left to any user, from 0 to 1; NaN while none"
                + " is known")
        .register(registry);
  }

  private static double smallestPartLeft(UserCalls calls) {
    return calls
        .statuses()
        .filter(BudgetStatus::isKnown)
        .mapToDouble(status -> (double) status.remaining() / status.limit())
        .min()
        .orElse(Double.NaN);
  }
}
