package dev.bimgate.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The machine, as far as it matters for the figures. */
final class Machine {

  /** The core on which the measured servers run. */
  static final int SERVER_CORE = 0;

  /** The core on which the load is made. */
  static final int LOAD_CORE = 1;

  private Machine() {}

  static void print(PrintStream out) throws IOException {
    int cores = Runtime.getRuntime().availableProcessors();
    if (cores <= LOAD_CORE) {
      throw new IllegalStateException("two cores are needed: one for the server, one for the load");
    }
    out.printf(
        "%d cores (%s), %s %s, JDK %s%n",
        cores,
        processor(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Runtime.version());
    out.printf("load average before the run: %s%n", loadAverage());
  }

  /** Binds all threads of this JVM to some cores. */
  static void pinThisJvm(String cores) throws IOException, InterruptedException {
    String pid = Long.toString(ProcessHandle.current().pid());
    Process taskset =
        new ProcessBuilder("taskset", "-a", "-c", "-p", cores, pid)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (taskset.waitFor() != 0) {
      throw new IllegalStateException("taskset does not work here");
    }
  }

  private static String processor() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse("unnamed");
    }
  }

  private static String loadAverage() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
  }
}
