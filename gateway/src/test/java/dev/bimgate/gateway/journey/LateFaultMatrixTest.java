package dev.bimgate.gateway.journey;

import dev.bimgate.gateway.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The faults that a timeout ends: all other requests have to be faster than it here. */
@QuarkusTest
@TestProfile(LateFaultMatrixTest.ShortTimeouts.class)
@WithTestResource(SandboxResource.class)
class LateFaultMatrixTest extends FaultMatrix {

  /** Timeouts that a test can wait for. */
  public static final class ShortTimeouts extends StaleAtOnce {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
      settings.put("bimplus.answer-timeout", "500ms");
      settings.put("bimplus.list-timeout", "1500ms");
      return settings;
    }
  }

  static Stream<Arguments> cells() {
    return cellsOf(weather -> weather.trouble() == Weather.Trouble.LATE);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void faultIsSeenAsTheRulesSayAndLeavesNothingBehind(Scenario scenario, Weather weather)
      throws IOException {
    check(scenario, weather);
  }
}
