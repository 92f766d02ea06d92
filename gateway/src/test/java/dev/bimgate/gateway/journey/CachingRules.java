package dev.bimgate.gateway.journey;

import dev.bimgate.gateway.Ground;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;

/** The caching rules in one mode of the table; the subclass holds the settings. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
abstract class CachingRules {

  private final String mode;

  @Inject Ground ground;

  @TestHTTPResource URI gateway;

  CachingRules(String mode) {
    this.mode = mode;
  }

  Stream<CachingCase> rules() {
    return CachingTable.of(mode);
  }

  void run(CachingCase rule) throws Exception {
    CachingJourney.run(rule, ground, gateway, mode);
  }
}
