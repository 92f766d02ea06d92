package dev.bimgate.gateway.journey;

import dev.bimgate.gateway.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault but those that a timeout ends, with every kind of request. */
@QuarkusTest
@TestProfile(FaultMatrix.StaleAtOnce.class)
@WithTestResource(SandboxResource.class)
class FaultMatrixTest extends FaultMatrix {

  static Stream<Arguments> cells() {
    return cellsOf(weather -> weather.trouble() != Weather.Trouble.LATE);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void faultIsSeenAsTheRulesSayAndLeavesNothingBehind(Scenario scenario, Weather weather)
      throws IOException {
    check(scenario, weather);
  }
}
