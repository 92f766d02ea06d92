package dev.bimgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The program of the README, compiled and run. */
@QuarkusTest
class ReadmeTest {

  private static final String FENCE = "```";

  @Inject FirstTeam firstTeam;

  @Test
  void theProgramIsTheOneCompiledHere() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    int start = readme.indexOf(FENCE + "java\n") + FENCE.length() + "java\n".length();
    String program = readme.substring(start, readme.indexOf(FENCE, start));

    String source = Files.readString(Path.of("src/test/java/dev/bimgate/client/FirstTeam.java"));

    assertThat(program).startsWith("@ApplicationScoped");
    assertThat(source).endsWith(program);
  }

  @Test
  void theProgramListsTheProjectsOfTheFirstTeam() {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      String user = sandbox.users().get(0);
      Credential me = new Credential("Bearer " + sandbox.tokens().forUser(user));
      BimplusClientOptions options = new OptionsBuilder(sandbox.apiUrl()).build();

      List<Project> projects =
          firstTeam.projects(options, me).await().atMost(Duration.ofMinutes(1));

      assertThat(projects).isNotEmpty().allSatisfy(one -> assertThat(one.name()).isNotEmpty());
      assertThat(projects).extracting(Project::teamSlug).containsOnly(sandbox.teamsOf(user).get(0));
    }
  }
}
