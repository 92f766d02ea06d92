package dev.bimgate.gateway;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The gateway's main as a process of its own, in a directory that may hold settings. */
final class MainProcess {

  /** How it ended, and all that it wrote. */
  record Ending(int exitCode, List<String> out, List<String> err) {}

  private final Path directory;

  MainProcess(Path directory) {
    this.directory = directory;
  }

  /** Runs the main to its end with these JVM options and arguments. */
  Ending run(List<String> options, List<String> arguments) throws Exception {
    return run(Map.of(), options, arguments);
  }

  /** The same with these variables in its environment. */
  Ending run(Map<String, String> environment, List<String> options, List<String> arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The run ends before a second compiler would have paid for itself.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", productClassPath()));
    command.addAll(options);
    command.add(GatewayMain.class.getName());
    command.addAll(arguments);
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder process = new ProcessBuilder(command).directory(directory.toFile());
    process
        .environment()
        .keySet()
        .removeIf(name -> name.matches("(?i)(JAVA|JDK|BIMPLUS|GATEWAY|QUARKUS|OTEL).*"));
    process.environment().putAll(environment);
    int exitCode =
        process.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    return new Ending(exitCode, Files.readAllLines(out), Files.readAllLines(err));
  }

  /** Without the settings of the running gateway's tests. */
  private static String productClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
