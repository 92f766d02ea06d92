package dev.bimgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {

  private final RetryBudget budget = new RetryBudget();

  @Test
  void tenRetriesInARowAreAllowed() {
    assertThat(taken()).isEqualTo(10);
  }

  @Test
  void tenCallsAllowOneMore() {
    taken();
    IntStream.range(0, 9).forEach(call -> budget.called());

    assertThat(taken()).isZero();
    budget.called();
    assertThat(taken()).isEqualTo(1);
  }

  @Test
  void callsWithoutRetriesSaveNoMoreThanTen() {
    IntStream.range(0, 1_000).forEach(call -> budget.called());

    assertThat(taken()).isEqualTo(10);
  }

  private int taken() {
    int taken = 0;
    while (budget.take()) {
      taken++;
    }
    return taken;
  }
}
