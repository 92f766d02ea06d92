package dev.bimgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import org.junit.jupiter.api.Test;

class RecordsTest {

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void aTeamKeepsMembersItHasNoNameForAndWritesThemAgain() throws Exception {
    String text = "{\"id\":\"7\",\"slug\":\"n\",\"storageStats\":{\"a\":1},\"public\":null}";

    Team team = json.readValue(text, Team.class);

    assertThat(team.others()).containsOnlyKeys("storageStats", "public");
    JsonNode written = json.valueToTree(team);
    assertThat(written.at("/storageStats/a").asInt()).isEqualTo(1);
    assertThat(written.at("/slug").asText()).isEqualTo("n");
  }

  @Test
  void theConnectionStringIsRemovedAtEveryDepth() throws Exception {
    String text =
        "{\"teamWorksConnection\":\"s3cret\",\"a\":[{\"TEAMWORKSCONNECTION\":\"s3cret\",\"b\":1}]}";

    Team team = json.readValue(text, Team.class);
    Project project = json.readValue(text, Project.class);

    assertThat(team.toString()).doesNotContain("s3cret").contains("b=1");
    assertThat(project.toString()).doesNotContain("s3cret").contains("b=1");
  }

  @Test
  void nothingThatCarriesACredentialPrintsIt() {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Authorization", "Bearer s3cret");

    assertThat(new Credential("Bearer s3cret").toString()).doesNotContain("s3cret");
    assertThat(ListRequest.of("t=s3cret", headers).toString()).doesNotContain("s3cret");
    assertThat(UpstreamRequest.of(HttpMethod.GET, "/a?t=s3cret", headers).toString())
        .doesNotContain("s3cret");
  }

  @Test
  void aFailureHasAReasonAndNoStackTrace() {
    UpstreamException exception = new UpstreamException(UpstreamFailure.TIMEOUT);

    assertThat(exception).hasMessage("Bimplus did not respond in time.");
    assertThat(exception.getStackTrace()).isEmpty();
  }

  @Test
  void theBaseIsTakenApartOnce() {
    BimplusClientOptions options =
        new OptionsBuilder(URI.create("https://api.bimplus.net/v2/")).build();

    assertThat(options.isTls()).isTrue();
    assertThat(options.port()).isEqualTo(443);
    assertThat(options.basePath()).isEqualTo("/v2");
  }
}
