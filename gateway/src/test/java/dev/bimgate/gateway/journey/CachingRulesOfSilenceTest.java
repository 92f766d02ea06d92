package dev.bimgate.gateway.journey;

import dev.bimgate.gateway.RawUpstreamResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules for what Bimplus leaves open in mode {@code upstream}: our times apply. */
@QuarkusTest
@TestProfile(CachingRulesOfSilenceTest.BimplusDecides.class)
@WithTestResource(RawUpstreamResource.class)
class CachingRulesOfSilenceTest extends CachingRules {

  /** The settings of this gateway. */
  public static final class BimplusDecides implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "gateway.cache.freshness", "upstream",
          "gateway.cache.targeted-field", "CDN-Cache-Control");
    }
  }

  CachingRulesOfSilenceTest() {
    super("silent");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void whereBimplusIsSilentOurTimesApply(CachingCase rule) throws Exception {
    run(rule);
  }
}
