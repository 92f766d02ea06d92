package dev.bimgate.gateway.page;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.PeersWithoutValkey;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.gateway.page.KnownMeters.KnownMeter;
import dev.bimgate.gateway.page.KnownMeters.Tag;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The page of all meters, docs/metrics.md, matches a running gateway. */
@QuarkusTest
@TestProfile(PeersWithoutValkey.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class MetricsPageTest {

  @Inject Ground ground;
  @Inject MeterRegistry registry;

  @TestHTTPResource(value = "/", management = true)
  URI management;

  @Test
  void thePageOfMetersIsCurrent() throws IOException {
    readAList();

    GeneratedPage.assertCurrent("metrics.md", MetricsText.of(ours(), scrape()));
  }

  @Test
  void theListOfMetersIsWhatARunningGatewayShows() {
    readAList();

    Set<String> shown = ours().stream().map(meter -> meter.getId().getName()).collect(toSet());

    assertThat(shown).isEqualTo(KnownMeters.ALL.stream().map(KnownMeter::name).collect(toSet()));
  }

  @Test
  void everyTagHasAValueOfItsList() {
    readAList();
    ground.plain().get("/v2/teams").then().statusCode(401);
    ground.plain().get("/v1").then().statusCode(404);
    ground.sandbox().bimplus().switchOff();
    ground.as(Ground.USER).get("/v2/user").then().statusCode(502);

    assertThat(ours())
        .allSatisfy(
            meter -> {
              List<Tag> known = known(meter).tags();
              assertThat(meter.getId().getTags()).hasSameSizeAs(known);
              known.forEach(
                  tag ->
                      assertThat(tag.holds(Objects.requireNonNull(meter.getId().getTag(tag.key()))))
                          .isTrue());
            });
  }

  private static KnownMeter known(Meter meter) {
    return KnownMeters.ALL.stream()
        .filter(known -> known.name().equals(meter.getId().getName()))
        .findFirst()
        .orElseThrow();
  }

  /** So that there is a timing of a request. */
  private void readAList() {
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> registry.find("gateway.requests").timer() != null);
  }

  /** Those of the gateway, and not those of Micrometer, Netty and Quarkus. */
  private List<Meter> ours() {
    return registry.getMeters().stream()
        .filter(
            meter ->
                meter.getId().getName().startsWith("gateway.")
                    || meter.getId().getName().startsWith("process.memory."))
        .toList();
  }

  private String scrape() {
    return ground.plain().get(management.resolve("/q/metrics")).then().extract().asString();
  }
}
