package dev.bimgate.deployment.peers;

import dev.bimgate.deployment.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Debian's {@code valkey-server}, on a port that it keeps. */
final class ValkeyProcess implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("Ready to accept connections");

  private final Path directory;
  private final String appendsOnly;
  private final int port = freePort();
  private Program program;

  /** One that has nothing any more after a restart. */
  ValkeyProcess(Path directory) {
    this(directory, "no");
  }

  private ValkeyProcess(Path directory, String appendsOnly) {
    this.directory = directory;
    this.appendsOnly = appendsOnly;
    this.program = start();
  }

  /** One that has everything again after a restart, from {@link #file}. */
  static ValkeyProcess persistent(Path directory) {
    return new ValkeyProcess(directory, "yes");
  }

  int port() {
    return port;
  }

  long pid() {
    return program.pid();
  }

  /** The folder of all that it has written to disk. */
  Path file() {
    return directory.resolve("appendonlydir");
  }

  private Program start() {
    Program started =
        Program.start(
            directory,
            List.of(
                "valkey-server",
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                appendsOnly,
                "--maxmemory",
                "64mb",
                "--maxmemory-policy",
                "volatile-lru"));
    started.awaitLine(READY);
    return started;
  }

  /** Ends by SIGKILL, and starts again. */
  void killAndRestart() {
    program.kill();
    program = start();
  }

  /** Ends by SIGTERM, and starts again. */
  void terminateAndRestart() {
    program.terminate();
    program = start();
  }

  void pause() {
    program.pause();
  }

  void resume() {
    program.resume();
  }

  void flush() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
      int unused = socket.getInputStream().read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    program.close();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
