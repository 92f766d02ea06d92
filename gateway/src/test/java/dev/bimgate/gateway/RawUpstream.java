package dev.bimgate.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A Bimplus of bytes: a test scripts the response to each request. It closes the connection after a
 * response that says so.
 */
public final class RawUpstream implements AutoCloseable {

  /**
   * A request that has arrived: its connection, counted from 0, and its request line and headers.
   */
  public record Asked(int connection, String head) {}

  private final ServerSocket server;
  private final List<Asked> asked = new ArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Function<Asked, String> script = request -> "";

  RawUpstream() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  /** The base of its API. */
  public URI apiUrl() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v2");
  }

  /** Scripts the responses from here on; connections are counted from 0 again. */
  public void answer(Function<Asked, String> newScript) {
    synchronized (asked) {
      asked.clear();
    }
    connections.set(0);
    script = newScript;
  }

  /** Waits until so many requests have arrived since. */
  public List<Asked> await(int requests) throws InterruptedException {
    synchronized (asked) {
      while (asked.size() < requests) {
        asked.wait();
      }
      return List.copyOf(asked);
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket socket = server.accept();
      start(() -> serve(socket));
    }
  }

  private void serve(Socket socket) throws IOException {
    int connection = -1;
    Function<Asked, String> known = script;
    for (String head = head(socket); !head.isEmpty(); head = head(socket)) {
      if (connection < 0 || known != script) {
        known = script;
        connection = connections.getAndIncrement();
      }
      Asked request = new Asked(connection, head);
      synchronized (asked) {
        asked.add(request);
        asked.notifyAll();
      }
      String response = known.apply(request);
      socket.getOutputStream().write(response.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      if (response.contains("\r\nConnection: close\r\n")) {
        break;
      }
    }
    socket.close();
  }

  private static String head(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int octet = in.read();
      if (octet < 0) {
        return "";
      }
      bytes.write(octet);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (SocketException closed) {
                // The other side has left, or the test is over.
                Thread.currentThread().interrupt();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            "raw-upstream");
    thread.setDaemon(true);
    thread.start();
  }
}
