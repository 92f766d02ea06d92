package dev.bimgate.benchmarks.servers;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** The machine, as far as it matters for the figures. */
public final class Machine {

  /** The core on which the measured servers run. */
  public static final int SERVER_CORE = 0;

  /** The core on which the load is made. */
  public static final int LOAD_CORE = 1;

  /** The version that the image has: the first that makes a cache in one step (JEP 514). */
  public static final int IMAGE_JDK = 25;

  /** Where Debian's packages and Adoptium's are. */
  private static final Path JDKS = Path.of("/usr/lib/jvm");

  private Machine() {}

  public static void print(PrintStream out) throws IOException {
    if (Runtime.getRuntime().availableProcessors() <= LOAD_CORE) {
      throw new IllegalStateException("two cores are needed: one for the server, one for the load");
    }
    out.println(description());
    out.printf("load average before the run: %s%n", loadAverage());
  }

  /** {@code java} of the version that the image has, or of this JVM if there is none. */
  public static Path javaOfImage() throws IOException {
    if (Runtime.version().feature() >= IMAGE_JDK || !Files.isDirectory(JDKS)) {
      return ServerProcess.JAVA;
    }
    try (Stream<Path> jdks = Files.list(JDKS)) {
      return jdks.filter(jdk -> jdk.getFileName().toString().contains("" + IMAGE_JDK))
          .map(jdk -> jdk.resolve("bin/java"))
          .filter(Files::isExecutable)
          .findFirst()
          .orElse(ServerProcess.JAVA);
    }
  }

  /** Processor, system and JDK, in a line. */
  public static String description() throws IOException {
    return String.format(
        Locale.ROOT,
        "%d cores (%s), %s %s, JDK %s",
        Runtime.getRuntime().availableProcessors(),
        processor(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Runtime.version());
  }

  /** Binds all threads of this JVM to some cores. */
  public static void pinThisJvm(String cores) throws IOException, InterruptedException {
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
