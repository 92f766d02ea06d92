package dev.bimgate.benchmarks.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server in a process of its own, whose output goes to a file. */
public final class ServerProcess implements AutoCloseable {

  public static final String HOST = "127.0.0.1";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The program that runs this JVM. */
  public static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private final Process process;
  private final Path log;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a JVM on any core. */
  public static ServerProcess start(String name, List<String> jvmArguments) throws IOException {
    return startWith(JAVA, name, jvmArguments);
  }

  /** The same with another JDK than that which runs this JVM. */
  public static ServerProcess startWith(Path java, String name, List<String> jvmArguments)
      throws IOException {
    return start(name, List.of(java.toString()), jvmArguments);
  }

  /** Starts a JVM that sees and uses one core only. */
  public static ServerProcess startOn(int core, String name, List<String> jvmArguments)
      throws IOException {
    return start(name, on(core, JAVA.toString()), jvmArguments);
  }

  /** Starts another program that sees and uses one core only. */
  public static ServerProcess startProgramOn(
      int core, String name, String program, List<String> arguments) throws IOException {
    return start(name, on(core, program), arguments);
  }

  private static List<String> on(int core, String program) {
    return List.of("taskset", "-c", Integer.toString(core), program);
  }

  private static ServerProcess start(String name, List<String> program, List<String> arguments)
      throws IOException {
    Path log = Files.createDirectories(Repository.runDirectory()).resolve(name + ".log");
    Files.deleteIfExists(log);
    List<String> command = new ArrayList<>(program);
    command.addAll(arguments);
    // Appending, so that the file can be truncated between two rounds.
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new ServerProcess(process, log);
  }

  /** A port that was free just now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }

  /** The processor time used so far by all threads, and by the processes that it has started. */
  public Duration cpuTime() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .flatMap(each -> each.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Whether it compiles what it runs, so that it needs a warm-up. */
  public boolean isJvm() {
    return process.info().command().filter(command -> command.endsWith("/java")).isPresent();
  }

  public long pid() {
    return process.pid();
  }

  /** Returns once it accepts connections to that port; ends it if it never does. */
  public void awaitPort(int port) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!accepts(port)) {
      checkAlive();
      if (System.nanoTime() > deadline) {
        close();
        throw new IllegalStateException("nothing listens on port " + port);
      }
      Thread.sleep(20);
    }
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket(HOST, port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
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

  /** The first group of an expression, once the output contains what matches it. */
  public String awaitOutput(Pattern expected) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Matcher output = expected.matcher(Files.readString(log));
    while (!output.find()) {
      checkAlive();
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("never written to " + log + ": " + expected);
      }
      Thread.sleep(20);
      output.reset(Files.readString(log));
    }
    return output.group(1);
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
