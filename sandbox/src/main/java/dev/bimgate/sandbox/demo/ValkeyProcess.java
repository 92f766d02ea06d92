package dev.bimgate.sandbox.demo;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A {@code valkey-server} as a child process on a free loopback port, with nothing on disk. */
final class ValkeyProcess implements AutoCloseable, PeersWalk.Switch {

  static final String ABSENT =
      "There is no valkey-server on the PATH, which --peers needs: install it, on Debian and Ubuntu"
          + " by apt-get install valkey-server.";

  private static final String NAME = "valkey-server";
  private static final int MOST_ATTEMPTS = 100;

  private final Path program;
  private final Path log;
  private final int port;
  private Process process;

  private ValkeyProcess(Path program, Path log) throws IOException {
    this.program = program;
    this.log = log;
    this.port = GatewayProcess.freePort();
    this.process = start();
  }

  /** Where the program is, on a path as in the environment. */
  static Optional<Path> find(String path) {
    return Stream.of(path.split(File.pathSeparator))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, NAME))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts one, and returns once it takes connections.
   *
   * @param log the file for its output
   */
  static ValkeyProcess start(Path program, Path log) throws IOException, InterruptedException {
    ValkeyProcess started = new ValkeyProcess(program, log);
    started.awaitListening();
    return started;
  }

  URI url() {
    return URI.create("redis://127.0.0.1:" + port);
  }

  private Process start() throws IOException {
    List<String> command =
        List.of(
            program.toString(),
            "--bind",
            "127.0.0.1",
            "--port",
            String.valueOf(port),
            "--save",
            "",
            "--appendonly",
            "no",
            "--maxmemory",
            "64mb",
            "--maxmemory-policy",
            "volatile-lru");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private void awaitListening() throws IOException, InterruptedException {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException notYet) {
        if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
          throw new IOException("valkey-server ended with exit code " + process.exitValue());
        }
      }
    }
    throw new IOException("valkey-server takes no connections");
  }

  @Override
  public void off() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  @Override
  public void on() throws IOException, InterruptedException {
    process = start();
    awaitListening();
  }

  @Override
  public void close() {
    try {
      off();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
