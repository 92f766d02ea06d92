package dev.bimgate.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.gateway.routes.CachedRoute;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class CacheMetersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final CacheMeters meters = new CacheMeters(registry, List.of(CachedRoute.values()));

  @Test
  void aListOfAnotherGatewayCountsAsALookupThatSavedACall() {
    meters.lookedUp(CachedRoute.PROJECTS, LookupOutcome.SHARED, 19_000);
    meters.callSaved(LookupOutcome.SHARED);

    assertThat(count("gateway.cache.lookups", "outcome")).isEqualTo(1);
    assertThat(count("gateway.cache.calls.saved", "by")).isEqualTo(1);
    assertThat(registry.get("gateway.cache.hit.age").timer().count()).isEqualTo(1);
  }

  @Test
  void aGatewayAloneHasNoSeriesOfSharedLists() {
    assertThat(registry.find("gateway.cache.lookups").tag("outcome", "shared").counters())
        .isEmpty();
    assertThat(registry.find("gateway.cache.calls.saved").tag("by", "shared").counters()).isEmpty();
  }

  private double count(String meter, String tag) {
    return registry.get(meter).tag(tag, "shared").counter().count();
  }
}
