package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A client that polls more lists than its 200 calls per hour suffice for. */
@QuarkusTest
@TestProfile(PolledListsTest.Alone.class)
@WithTestResource(SmallBudgetResource.class)
@SuppressWarnings("NullAway.Init")
class PolledListsTest {

  /** A gateway of its own, as its sandbox is. */
  public static final class Alone implements QuarkusTestProfile {}

  private static final Duration INTERVAL = Duration.ofSeconds(40);
  private static final int POLLS = 45;

  @Inject Ground ground;

  @Test
  void itMeetsNo429OfBimplusAndItsWritesPassToTheLastCall() {
    String authorization = "Bearer " + ground.token(Ground.USER);
    List<String> lists = twentyLists();
    int served = 0;
    for (int poll = 0; poll < POLLS; poll++) {
      for (String list : lists) {
        served += isServed(ground.with(authorization).get(list)) ? 1 : 0;
      }
      ground.clock().advance(INTERVAL);
    }

    int left = ground.sandbox().bimplus().budgetLeft(Ground.USER);
    assertThat(left).isBetween(1, 2);
    assertThat(served).isGreaterThan(POLLS * lists.size() / 2).isLessThan(POLLS * lists.size());
    for (int i = 0; i < left; i++) {
      ground.with(authorization).post(ground.echo()).then().statusCode(200);
    }
    assertThat(ground.sandbox().bimplus().budgetLeft(Ground.USER)).isZero();
  }

  /** Served, or rejected by the gateway before Bimplus has to. */
  private static boolean isServed(Response response) {
    if (response.statusCode() == 429) {
      assertThat(response.<String>path("type")).isEqualTo("urn:bimgate:problem:budget-spent");
      return false;
    }
    assertThat(response.statusCode()).isEqualTo(200);
    return true;
  }

  private List<String> twentyLists() {
    return ground.teamsOf(Ground.USER).stream()
        .flatMap(
            team ->
                Stream.of("", "?disciplines=false", "?recycleBin=true")
                    .map(query -> "/v2/" + team + "/projects" + query))
        .limit(20)
        .toList();
  }
}
