package dev.bimgate.gateway.journey;

import dev.bimgate.gateway.RawUpstreamResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same rules where our settings decide, and what is done otherwise there. */
@QuarkusTest
@TestProfile(CachingRulesConfiguredTest.WeDecide.class)
@WithTestResource(RawUpstreamResource.class)
class CachingRulesConfiguredTest extends CachingRules {

  /** The settings of this gateway. */
  public static final class WeDecide implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("gateway.cache.freshness", "configured");
    }
  }

  CachingRulesConfiguredTest() {
    super("configured");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void whereWeDecideTheRuleIsKeptOrDepartedFromAsDocumented(CachingCase rule) throws Exception {
    run(rule);
  }
}
