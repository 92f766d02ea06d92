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

/** Debian's {@code valkey-server} without persistence, on a port that it keeps. */
final class ValkeyProcess implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("Ready to accept connections");

  private final Path directory;
  private final int port = freePort();
  private Program program;

  ValkeyProcess(Path directory) {
    this.directory = directory;
    this.program = start();
  }

  int port() {
    return port;
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
                "no",
                "--maxmemory",
                "64mb",
                "--maxmemory-policy",
                "volatile-lru"));
    started.awaitLine(READY);
    return started;
  }

  /** Ends by SIGKILL, and starts again without what it had. */
  void killAndRestart() {
    program.kill();
    program = start();
  }

  /** Ends by SIGTERM, and starts again without what it had. */
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
