package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged gateway from its start to its end. */
class FiveStepsIT {

  @Test
  void theFiveStepsGoThroughThePackagedGateway(@TempDir Path directory) {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
        RunningGateway gateway = RunningGateway.packaged(sandbox, directory)) {
      new FiveSteps(sandbox, gateway).walk();

      Program.Ending ending = gateway.program().terminate();
      assertThat(ending.exitCode()).isZero();
      assertThat(ending.lines()).noneMatch(line -> line.contains("eyJ"));
      assertThat(ending.warnings()).isEmpty();
    }
  }
}
