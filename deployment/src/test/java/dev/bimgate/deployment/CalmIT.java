package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real container at work while nothing is wrong: no alert fires. */
@Tag("real-parts")
class CalmIT {

  /** Longer than the longest range and the longest wait of a rule together. */
  private static final Duration CALM = Duration.ofSeconds(40);

  @BeforeAll
  static void buildImage() {
    Container.buildImage();
  }

  @Test
  void aCalmRunFiresNone(@TempDir Path directory) throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withBudgetPerHour(1_000_000));
        WatchedContainer watched = WatchedContainer.start(sandbox, directory, Map.of())) {
      new FiveSteps(sandbox, watched.gateway()).walk();
      String token = "Bearer " + sandbox.tokens().forUser("user-01");
      String projects = "/v2/" + sandbox.teams().get(0) + "/projects";
      String echo = "/v2/" + sandbox.teams().get(0) + "/echo";
      long end = System.nanoTime() + CALM.toNanos();
      while (System.nanoTime() < end) {
        watched.ask(Stream.of(projects, projects, projects, projects, echo), token);
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }

      assertThat(watched.requestsOfTheLastSeconds()).isGreaterThan(100);
      assertThat(watched.alertsThatEverFired()).isEmpty();
    }
  }
}
