package dev.bimgate.benchmarks.servers;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;

/** Debian's {@code valkey-server}, without persistence, on a port of its own. */
public final class ValkeyServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Process process;
  private final int port;

  private ValkeyServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it, and returns once it takes connections.
   *
   * @throws IllegalStateException if it is not installed
   */
  public static ValkeyServer start() throws IOException, InterruptedException {
    int port = JvmServer.freePort();
    Path log = Files.createDirectories(Repository.runDirectory()).resolve("valkey.log");
    ProcessBuilder command =
        new ProcessBuilder(
            List.of(
                "valkey-server",
                "--port",
                Integer.toString(port),
                "--bind",
                JvmServer.HOST,
                "--save",
                "",
                "--appendonly",
                "no"));
    command.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process;
    try {
      process = command.start();
    } catch (IOException absent) {
      throw new IllegalStateException(
          "valkey-server is missing (apt-get install valkey-server)", absent);
    }
    ValkeyServer server = new ValkeyServer(process, port);
    server.awaitConnection();
    return server;
  }

  /** Its URL, as a gateway takes it. */
  public String url() {
    return "redis://" + JvmServer.HOST + ":" + port;
  }

  /** A number that {@code INFO} has. */
  public long info(String name) throws IOException {
    try (Socket socket = new Socket(JvmServer.HOST, port);
        Scanner reply = new Scanner(socket.getInputStream(), StandardCharsets.US_ASCII)) {
      socket.getOutputStream().write("INFO\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
      while (reply.hasNextLine()) {
        String line = reply.nextLine();
        if (line.startsWith(name + ":")) {
          return Long.parseLong(line.substring(name.length() + 1));
        }
      }
    }
    throw new IllegalStateException("no " + name + " in INFO");
  }

  private void awaitConnection() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isListening()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("valkey-server does not run; see its log");
      }
      Thread.sleep(20);
    }
  }

  private boolean isListening() {
    try (Socket socket = new Socket(JvmServer.HOST, port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
