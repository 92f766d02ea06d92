package dev.bimgate.sandbox;

import dev.bimgate.sandbox.wire.Listener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The {@code valkey-server} of the {@code PATH} as a child process, on a free loopback port that
 * stays the same when it is restarted.
 *
 * <p>It writes to {@code valkey.log} in its directory. All methods throw {@link
 * UncheckedIOException} where the process or a connection to it fails.
 */
public final class ValkeyServer implements AutoCloseable {

  private static final long LONGEST_SECONDS = 20;
  private static final String GOODBYE = "+OK\r\n";

  private final Path directory;
  private final List<String> options;
  private final int port;
  private Process process;

  private ValkeyServer(Path directory, List<String> options) {
    this.directory = directory;
    this.options = options;
    this.port = Listener.freePort();
    this.process = launch();
  }

  /**
   * Starts one with 64 MB and nothing on disk, and returns once it replies.
   *
   * @param options further arguments, which win over those
   */
  public static ValkeyServer start(Path directory, String... options) {
    return new ValkeyServer(directory, List.of(options));
  }

  /** Starts one that has everything again after a restart. */
  public static ValkeyServer persistent(Path directory) {
    return start(directory, "--appendonly", "yes", "--appendfsync", "always");
  }

  /** Its port, on the loopback address. */
  public int port() {
    return port;
  }

  /** Its URL, as a gateway takes it. */
  public URI url() {
    return URI.create("redis://127.0.0.1:" + port);
  }

  /** The number of its process. */
  public long pid() {
    return process.pid();
  }

  private Process launch() {
    List<String> command = new ArrayList<>(List.of("valkey-server", "--bind", "127.0.0.1"));
    command.addAll(List.of("--port", String.valueOf(port), "--dir", directory.toString()));
    command.addAll(List.of("--save", "", "--appendonly", "no"));
    command.addAll(List.of("--maxmemory", "64mb", "--maxmemory-policy", "volatile-lru"));
    command.addAll(options);
    try {
      Process started =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(directory.resolve("valkey.log").toFile()))
              .start();
      awaitReply(started);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "valkey-server does not run. Is it installed? On Debian and Ubuntu: apt-get install"
              + " valkey-server",
          e);
    }
  }

  private void awaitReply(Process started) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (!replies()) {
      if (hasEnded(started, 50)) {
        throw new IOException("it ended with exit code " + started.exitValue());
      }
      if (System.nanoTime() > end) {
        started.destroyForcibly();
        throw new IOException("it does not reply");
      }
    }
  }

  private boolean replies() {
    try {
      return run("PING").startsWith("+PONG");
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** Its reply to a command without spaces in the arguments, as it is on the wire (RESP2). */
  public String run(String... command) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String lines = String.join(" ", command) + "\r\nQUIT\r\n";
      socket.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
      String replies =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return replies.substring(0, Math.max(0, replies.length() - GOODBYE.length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A number that {@code INFO} has.
   *
   * @throws IllegalArgumentException if it has none of that name
   */
  public long info(String name) {
    return run("INFO")
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name));
  }

  /** Stops it where it is (SIGSTOP); {@link #resume} lets it go on. */
  public void pause() {
    signal("STOP");
  }

  /** Lets it go on after {@link #pause}. */
  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).start();
      if (!hasEnded(kill, TimeUnit.SECONDS.toMillis(LONGEST_SECONDS)) || kill.exitValue() != 0) {
        throw new IOException("kill -" + name + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it by SIGTERM. */
  public void terminate() {
    process.destroy();
    awaitEnd();
  }

  /** Ends it by SIGKILL. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Ends it by SIGKILL unless it has ended, starts it again, and returns once it replies. */
  public void restart() {
    kill();
    process = launch();
  }

  private void awaitEnd() {
    if (!hasEnded(process, TimeUnit.SECONDS.toMillis(LONGEST_SECONDS))) {
      throw new UncheckedIOException(new IOException("valkey-server is still running"));
    }
  }

  private static boolean hasEnded(Process process, long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    kill();
  }
}
