package dev.bimgate.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.config.Rate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The operator's own limits of a user's calls: a rate, and a part of the budget for each app. */
class OperatorLimitsTest {

  private static final int LIMIT = 5_000;

  private final BudgetBench bench = new BudgetBench();

  @Test
  void theRateOfTheOperatorLimitsReadsAndWrites() {
    BudgetBench limited = new BudgetBench(new LimitOptions(0.01, Optional.of(Rate.of("2/s")), 1));
    limited.read(LIMIT, 4_999);
    limited.write(LIMIT, 4_998);

    assertThat(limited.budget.begin(BudgetBench.APP, false, limited.now))
        .isEqualTo(new UserBudget.Rejection(LimitedBy.RATE, 498));
  }

  /** They are not sent, and must not use up the rate of writes. */
  @Test
  void readsWithoutBudgetDoNotCountForTheRate() {
    BudgetBench limited = new BudgetBench(new LimitOptions(0.01, Optional.of(Rate.of("10/h")), 1));
    limited.read(LIMIT, 10);
    for (int read = 0; read < 20; read++) {
      assertThat(limited.waitOfRead()).isPositive();
    }

    for (int left = 9; left >= 1; left--) {
      limited.write(LIMIT, left);
    }
  }

  @Test
  void callsThatWereNeverSentDoNotCountForTheirApp() {
    BudgetBench shared = new BudgetBench(new LimitOptions(0.01, Optional.empty(), 0.1));
    shared.confirm(60, 50);

    for (int call = 0; call < 100; call++) {
      assertThat(shared.waitOfRead()).isZero();
      shared.budget.endUnsent(BudgetBench.APP);
    }

    assertThat(shared.status().callsByApp()).isEqualTo(Map.of(BudgetBench.APP, 3));
    assertThat(shared.status().inFlight()).isZero();
  }

  @Test
  void anAppMayUseItsPartOfTheBudget() {
    BudgetBench shared = new BudgetBench(new LimitOptions(0.01, Optional.empty(), 0.1));
    shared.confirm(60, 50);
    shared.write(60, 49);
    shared.write(60, 48);
    shared.write(60, 47);
    assertThat(shared.status().callsByApp()).isEqualTo(Map.of(BudgetBench.APP, 6));

    assertThat(shared.budget.begin(BudgetBench.APP, false, shared.now))
        .isEqualTo(
            new UserBudget.Rejection(LimitedBy.APP, shared.status().resetAtMillis() - shared.now));
    assertThat(shared.budget.begin("viewer", false, shared.now)).isNull();
  }

  @Test
  void theAppsOfAUserAreCountedInBoundedMemory() {
    for (int app = 0; app < 1_000; app++) {
      assertThat(bench.budget.begin("app-" + app, true, bench.now)).isNull();
    }

    assertThat(bench.status().callsByApp()).hasSize(21).containsEntry("", 980);
  }
}
