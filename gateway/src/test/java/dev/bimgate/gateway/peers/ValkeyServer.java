package dev.bimgate.gateway.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Debian's {@code valkey-server}, on a port and in a folder of its own. */
final class ValkeyServer implements AutoCloseable {

  final int port;
  private final Path folder;
  private final List<String> options;
  private Process process;

  private ValkeyServer(Path folder, List<String> options) {
    this.port = freePort();
    this.folder = folder;
    this.options = options;
    this.process = start();
  }

  static ValkeyServer inMemory(Path folder) {
    return new ValkeyServer(folder, List.of("--appendonly", "no"));
  }

  /** One that has everything again after it was stopped. */
  static ValkeyServer persistent(Path folder) {
    return new ValkeyServer(folder, List.of("--appendonly", "yes", "--appendfsync", "always"));
  }

  private Process start() {
    List<String> command = new ArrayList<>(List.of("valkey-server"));
    command.addAll(List.of("--port", "" + port, "--bind", "127.0.0.1", "--save", ""));
    command.addAll(List.of("--dir", folder.toString(), "--maxmemory", "64mb"));
    command.addAll(List.of("--maxmemory-policy", "volatile-lru"));
    command.addAll(options);
    try {
      Process started =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("valkey.log").toFile())
              .start();
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::isListening);
      return started;
    } catch (IOException absent) {
      throw new UncheckedIOException(absent);
    }
  }

  private boolean isListening() {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(20, TimeUnit.SECONDS);
  }

  void restart() throws InterruptedException {
    kill();
    process = start();
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
  }

  /** The reply to a command without spaces in its arguments, or what it says of an error. */
  String run(String... command) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write((String.join(" ", command) + "\r\n").getBytes("UTF-8"));
      byte[] reply = new byte[1 << 16];
      int length = socket.getInputStream().read(reply);
      return new String(Arrays.copyOf(reply, Math.max(0, length)), "ISO-8859-1");
    }
  }

  /** Everything that it has written to disk. */
  byte[] files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      byte[] all = new byte[0];
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] content = Files.readAllBytes(file);
        int end = all.length;
        all = Arrays.copyOf(all, end + content.length);
        System.arraycopy(content, 0, all, end, content.length);
      }
      return all;
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }
}
