package dev.bimgate.deployment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Requests sent at an even pace over a few connections, byte for byte as they are given, and how
 * many were answered with which status.
 */
final class PacedRequests {

  /** The connection was closed without an answer. */
  static final int CLOSED = 0;

  private static final int SENDERS = 8;
  private static final int LONGEST_WAIT_MILLIS = 20_000;

  private final URI address;
  private final Supplier<byte[]> requests;
  private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();

  PacedRequests(URI address, Supplier<byte[]> requests) {
    this.address = address;
    this.requests = requests;
  }

  /** Sends that many, so many a second, and returns when all are answered. */
  void send(int howMany, int perSecond) {
    long start = System.nanoTime();
    Thread[] senders =
        IntStream.range(0, SENDERS)
            .mapToObj(sender -> new Thread(() -> run(start, sender, howMany, perSecond)))
            .toArray(Thread[]::new);
    for (Thread sender : senders) {
      sender.start();
    }
    for (Thread sender : senders) {
      join(sender);
    }
  }

  /** How many were answered with this status. */
  long answered(int status) {
    LongAdder count = statuses.get(status);
    return count == null ? 0 : count.sum();
  }

  @Override
  public String toString() {
    return statuses.toString();
  }

  private void run(long start, int sender, int howMany, int perSecond) {
    @Nullable Connection connection = null;
    for (int i = sender; i < howMany; i += SENDERS) {
      long due = start + i * 1_000_000_000L / perSecond;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      connection = sendOne(connection);
    }
    close(connection);
  }

  private @Nullable Connection sendOne(@Nullable Connection open) {
    @Nullable Connection connection = open;
    int status = CLOSED;
    try {
      connection = open == null ? new Connection(address) : open;
      status = connection.ask(requests.get()).status();
    } catch (IOException closed) {
      close(connection);
      connection = null;
    }
    statuses.computeIfAbsent(status, any -> new LongAdder()).increment();
    if (connection != null && connection.isOver()) {
      close(connection);
      return null;
    }
    return connection;
  }

  private static void close(@Nullable Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (IOException closed) {
      throw new IllegalStateException(closed);
    }
  }

  private static void join(Thread sender) {
    try {
      sender.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What one request got; bodies are ASCII here. */
  record Answer(int status, String body) {}

  /** One connection, one request after the other. */
  static final class Connection implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private String head = "";

    Connection(URI address) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
      socket.setSoTimeout(LONGEST_WAIT_MILLIS);
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends the request, and reads its answer: the status, and the body. */
    Answer ask(byte[] request) throws IOException {
      socket.getOutputStream().write(request);
      head = readHead();
      byte[] body = in.readNBytes(contentLength(head));
      return new Answer(Integer.parseInt(head.substring(9, 12)), new String(body, ISO_8859_1));
    }

    private String readHead() throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      int last = 0;
      while (last != 0x0d0a0d0a) {
        int octet = in.read();
        if (octet < 0) {
          throw new IOException("closed");
        }
        bytes.write(octet);
        last = last << 8 | octet;
      }
      return bytes.toString(ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    private static int contentLength(String head) {
      int at = head.indexOf("\r\ncontent-length: ");
      return at < 0 ? 0 : Integer.parseInt(head.substring(at + 18, head.indexOf('\r', at + 2)));
    }

    boolean isOver() {
      return head.contains("\r\nconnection: close");
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
