package dev.bimgate.gateway.journey;

import dev.bimgate.gateway.RawUpstreamResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same rules where our settings decide, as they do by default, with the departures of that
 * mode.
 */
@QuarkusTest
@WithTestResource(RawUpstreamResource.class)
class CachingRulesConfiguredTest extends CachingRules {

  CachingRulesConfiguredTest() {
    super("configured");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void whereOurSettingsDecideTheRuleIsFollowedOrDepartedFromAsDocumented(CachingCase rule)
      throws Exception {
    run(rule);
  }
}
