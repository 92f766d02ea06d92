package dev.bimgate.gateway.journey;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawUpstreamResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same rules where our settings decide, and what is done otherwise there. */
@QuarkusTest
@TestProfile(CachingRulesConfiguredTest.WeDecide.class)
@WithTestResource(RawUpstreamResource.class)
@SuppressWarnings("NullAway.Init")
class CachingRulesConfiguredTest {

  private static final String MODE = "configured";

  /** The settings of this gateway. */
  public static final class WeDecide implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("gateway.cache.freshness", "configured");
    }
  }

  @Inject Ground ground;

  @TestHTTPResource URI gateway;

  static Stream<CachingCase> rules() {
    return CachingTable.of(MODE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void whereWeDecideTheRuleIsKeptOrDepartedFromAsDocumented(CachingCase rule) throws Exception {
    CachingJourney.run(rule, ground, gateway, MODE);
  }
}
