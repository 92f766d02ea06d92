package dev.bimgate.deployment.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.Repository;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs that the page for Java developers shows. */
class JavaClientPageTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain/src/main/java/com/example/ListProjects",
        "quarkus/src/main/java/com/example/NightReport"
      })
  void aProgramOnThePageIsTheOneThatIsRun(String program) throws IOException {
    String page = Files.readString(Repository.ROOT.resolve("docs/java-client.md"));
    String source = Files.readString(Repository.ROOT.resolve("clients/java/" + program + ".java"));

    assertThat(page).contains("```java\n" + source + "```\n");
  }
}
