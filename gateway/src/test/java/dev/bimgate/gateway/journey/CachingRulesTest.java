package dev.bimgate.gateway.journey;

import dev.bimgate.gateway.RawUpstreamResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of RFC 9111 and its kin where Bimplus decides, one by one, over real sockets. */
@QuarkusTest
@TestProfile(CachingRulesTest.BimplusDecides.class)
@WithTestResource(RawUpstreamResource.class)
class CachingRulesTest extends CachingRules {

  /** The settings of this gateway. */
  public static final class BimplusDecides implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "gateway.cache.freshness", "upstream",
          "gateway.cache.targeted-field", "CDN-Cache-Control",
          "gateway.cache.projects.fresh-for", "0s",
          "gateway.cache.teams.fresh-for", "0s");
    }
  }

  CachingRulesTest() {
    super("upstream");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void whereBimplusDecidesTheRuleIsFollowed(CachingCase rule) throws Exception {
    run(rule);
  }
}
