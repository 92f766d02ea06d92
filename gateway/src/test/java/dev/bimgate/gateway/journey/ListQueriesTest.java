package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which queries share a list, and how they are forwarded. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class ListQueriesTest {

  @Inject Ground ground;

  @TestHTTPResource URI gateway;

  @ParameterizedTest
  @CsvSource({
    "?_=1, ?_=2",
    "?_=1, ''",
    "?a=1&b=2, ?b=2&a=1",
    "?b=2&_=7&a=1, ?a=1&b=2",
    "?a=1&a=2&b, ?b&a=1&a=2"
  })
  void theseTwoQueriesShareAList(String first, String second) throws Exception {
    read(first);

    read(second);

    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "?disciplines=false, ?disciplines=true",
    "?a=1&a=2, ?a=2&a=1",
    "'', ?",
    "'', ?recycleBin=false",
    "?a, ?a=",
    "?A=1, ?a=1",
    "?a=%31, ?a=1",
    "?__=1, ?__=2"
  })
  void theseTwoQueriesHaveDifferentLists(String first, String second) throws Exception {
    read(first);

    read(second);

    assertThat(ground.callsTo(ground.projects())).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "?_=1, ''",
    "?b=2&_=1&a=%41, ?b=2&a=%41",
    "?a=1&&_&b, ?a=1&&b",
    "?x_=1, ?x_=1",
    "?a=:/?@!$'()*+, ?a=:/?@!$'()*+"
  })
  void theQueryIsForwardedByteForByteLessTheIgnoredParameters(String asked, String sent)
      throws Exception {
    read(asked);

    assertThat(ground.lastCall().target()).isEqualTo(ground.projects() + sent);
  }

  @Test
  void theIgnoredParameterIsNotForwardedOnOtherRoutesEither() {
    ground.as(Ground.USER).get("/v2/user?_=1&a=%2e").then().statusCode(200);

    assertThat(ground.lastCall().target()).isEqualTo("/v2/user?a=%2e");
  }

  @Test
  void chunksAreListsOfTheirOwnWithTheirTotalCount() {
    String chunk = "?chunkSize=1&chunk=0";
    String total = ground.as(Ground.USER).get(ground.projects() + chunk).getHeader("X-Total-Count");

    String again = ground.as(Ground.USER).get(ground.projects() + chunk).getHeader("X-Total-Count");

    assertThat(total).isNotNull();
    assertThat(again).isEqualTo(total);
    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
  }

  private void read(String query) throws Exception {
    String field = ground.authorization();
    RawConnection.ask(gateway, "GET " + ground.projects() + query + " HTTP/1.1", field);
  }
}
