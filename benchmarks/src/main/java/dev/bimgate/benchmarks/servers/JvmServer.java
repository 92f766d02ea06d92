package dev.bimgate.benchmarks.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server in a JVM of its own, whose output goes to a file. */
public final class JvmServer implements AutoCloseable {

  public static final String HOST = "127.0.0.1";

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private final Process process;
  private final Path log;

  private JvmServer(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a JVM on any core. */
  public static JvmServer start(String name, List<String> jvmArguments) throws IOException {
    return start(name, List.of(), jvmArguments);
  }

  /** Starts a JVM that sees and uses one core only. */
  public static JvmServer startOn(int core, String name, List<String> jvmArguments)
      throws IOException {
    return start(name, List.of("taskset", "-c", Integer.toString(core)), jvmArguments);
  }

  private static JvmServer start(String name, List<String> launcher, List<String> jvmArguments)
      throws IOException {
    Path log = Files.createDirectories(Repository.runDirectory()).resolve(name + ".log");
    Files.deleteIfExists(log);
    List<String> command = new ArrayList<>(launcher);
    command.add(JAVA.toString());
    command.addAll(jvmArguments);
    // Appending, so that the file can be truncated between two rounds.
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new JvmServer(process, log);
  }

  /** A port that was free just now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }

  /** The processor time used so far by all threads. */
  public Duration cpuTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  public long residentKilobytes() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Counts the lines of the output that contain this text, and truncates the file. */
  public long takeLines(String text) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      long count = lines.filter(line -> line.contains(text)).count();
      Files.write(log, new byte[0]);
      return count;
    }
  }

  /** Fails with the end of the output if the process is gone. */
  public void checkAlive() {
    if (process.isAlive()) {
      return;
    }
    try {
      throw new IllegalStateException("the server ended:\n" + Files.readString(log));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
