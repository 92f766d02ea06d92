package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.page.GeneratedPage;
import dev.bimgate.sandbox.wire.FaultKind;
import java.io.IOException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of the fault matrix, docs/fault-matrix.md, matches {@link MatrixRules}. */
class FaultMatrixPageTest {

  @Test
  void thePageOfTheFaultMatrixIsCurrent() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Scenario scenario : Scenario.values()) {
      text.append("## ").append(scenario.title()).append("\n\n");
      text.append("| fault | response | lists | calls | outcome | call's outcome |\n");
      text.append("|---|---|---|---|---|---|\n");
      for (Weather weather : Weather.all()) {
        text.append(MatrixRules.expected(weather, scenario).row(weather.label()));
      }
      text.append('\n');
    }

    GeneratedPage.assertCurrent("fault-matrix.md", text.toString());
  }

  @Test
  void everyKindOfFaultHasARow() {
    assertThat(Weather.all().stream().map(Weather::kind).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(FaultKind.values());
  }
}
