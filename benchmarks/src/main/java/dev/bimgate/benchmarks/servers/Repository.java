package dev.bimgate.benchmarks.servers;

import java.nio.file.Files;
import java.nio.file.Path;

/** The build outputs, relative to the root of the repository. */
public final class Repository {

  private static final String GATEWAY_JAR = "gateway/target/quarkus-app/quarkus-run.jar";

  private Repository() {}

  /** The packaged gateway. */
  public static Path gatewayJar() {
    return gatewayJar(Path.of(""));
  }

  /** The same in another clone. */
  public static Path gatewayJar(Path clone) {
    return built(clone.resolve(GATEWAY_JAR));
  }

  /** A Quarkus application without anything, built by {@code benchmarks/run start}. */
  public static Path emptyQuarkusJar() {
    return built(Path.of("benchmarks/empty-quarkus/target/quarkus-app/quarkus-run.jar"));
  }

  /** The JVM options of the image. */
  public static Path jvmOptions() {
    return built(Path.of("deployment/jvm.options"));
  }

  /** The very jars that the packaged gateway runs on. */
  public static Path gatewayLibraries() {
    return built(Path.of("gateway/target/quarkus-app/lib/main"));
  }

  public static Path ownClasses() {
    return built(Path.of("benchmarks/target/classes"));
  }

  /** Where the output of the servers goes. */
  public static Path runDirectory() {
    return Path.of("benchmarks/target/run").toAbsolutePath();
  }

  private static Path built(Path path) {
    if (!Files.exists(path)) {
      throw new IllegalStateException(path + " is missing; start with benchmarks/run");
    }
    return path.toAbsolutePath();
  }
}
