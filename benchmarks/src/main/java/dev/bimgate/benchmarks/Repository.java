package dev.bimgate.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;

/** The build outputs, relative to the root of the repository. */
final class Repository {

  private Repository() {}

  /** The packaged gateway. */
  static Path gatewayJar() {
    return built(Path.of("gateway/target/quarkus-app/quarkus-run.jar"));
  }

  /** The very jars that the packaged gateway runs on. */
  static Path gatewayLibraries() {
    return built(Path.of("gateway/target/quarkus-app/lib/main"));
  }

  static Path ownClasses() {
    return built(Path.of("benchmarks/target/classes"));
  }

  /** Where the output of the servers goes. */
  static Path runDirectory() {
    return Path.of("benchmarks/target/run").toAbsolutePath();
  }

  private static Path built(Path path) {
    if (!Files.exists(path)) {
      throw new IllegalStateException(path + " is missing; start with benchmarks/run");
    }
    return path.toAbsolutePath();
  }
}
