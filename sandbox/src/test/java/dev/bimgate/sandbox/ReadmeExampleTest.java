package dev.bimgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.wire.Requests;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeExampleTest {

  @Test
  void exampleRuns() throws Exception {
    // example
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      String team = sandbox.teams().get(0);
      String token = sandbox.tokens().with("user-01").scope("openid").sign();
      sandbox.bimplus().faults().answer(Requests.to("/v2/" + team + "/projects"), 503, 1);

      HttpClient client = HttpClient.newHttpClient();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + "/" + team + "/projects"))
              .header("Authorization", "BimPlus " + token)
              .build();

      assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(503);
      assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      assertThat(sandbox.recorder().count(Requests.callsToBimplus())).isEqualTo(2);
    }
    // end of example
  }

  @Test
  void exampleOfThePageIsTheOneThatRuns() throws Exception {
    String own =
        Files.readString(Path.of("src/test/java/dev/bimgate/sandbox/ReadmeExampleTest.java"));
    int start = own.indexOf("    // example\n") + "    // example\n".length();
    String code = own.substring(start, own.indexOf("    // end of example")).indent(-4);

    assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + code + "```");
  }
}
