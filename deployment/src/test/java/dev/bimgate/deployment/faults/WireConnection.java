package dev.bimgate.deployment.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A client's connection that hides nothing: no retry, no second connection, and a look at each byte
 * that nobody asked for. The JDK's own client repeats requests and knows no 103.
 */
final class WireConnection implements AutoCloseable {

  private static final int STEP_BYTES = 16 * 1024;

  private final Socket socket;
  private final InputStream in;

  private WireConnection(Socket socket, InputStream in) {
    this.socket = socket;
    this.in = in;
  }

  static WireConnection open(URI server) throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), 5_000);
    return new WireConnection(socket, new BufferedInputStream(socket.getInputStream()));
  }

  /** Bytes that came although nothing was asked for. */
  int strayBytes() throws IOException {
    return in.available();
  }

  void send(byte[] bytes, int count) throws IOException {
    socket.getOutputStream().write(bytes, 0, count);
  }

  /**
   * Reads the answer to the request that was sent, interim ones left out.
   *
   * @param head until the head has come
   * @param gap between any two pieces of the body
   * @param mostBytes of the body; there the reading stops, and the connection is good for nothing
   * @throws SocketTimeoutException when a limit is passed
   * @throws IOException when the connection ends before the head has
   */
  WireAnswer receive(String method, Duration head, Duration gap, long mostBytes)
      throws IOException {
    long headUntil = System.nanoTime() + head.toNanos();
    int status = 100;
    Map<String, List<String>> fields = Map.of();
    while (status < 200) {
      status = status(line(headUntil));
      fields = fields(headUntil);
    }
    long headAt = System.nanoTime();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean whole = true;
    if (!method.equals("HEAD") && status != 204 && status != 304) {
      whole = read(fields, body, gap, mostBytes);
    }
    return new WireAnswer(status, fields, headAt, body.toByteArray(), whole);
  }

  /** Goes away as a program does that is killed: with a reset. */
  void abort() {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException closedAlready) {
      // Then there is nothing to reset.
    }
    close();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // The descriptor is free all the same.
    }
  }

  private static int status(String line) throws IOException {
    if (!line.matches("HTTP/1\\.1 \\d{3} .*")) {
      throw new IOException("no status line: " + line);
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private Map<String, List<String>> fields(long until) throws IOException {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String line = line(until); !line.isEmpty(); line = line(until)) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      fields
          .computeIfAbsent(name, first -> new ArrayList<>())
          .add(line.substring(colon + 1).trim());
    }
    return fields;
  }

  private boolean read(
      Map<String, List<String>> fields, ByteArrayOutputStream body, Duration gap, long mostBytes)
      throws IOException {
    try {
      if (fields.containsKey("transfer-encoding")) {
        readChunks(body, gap, mostBytes);
      } else if (fields.containsKey("content-length")) {
        long length = Long.parseLong(fields.get("content-length").get(0));
        readBytes(body, Math.min(length, mostBytes), gap);
      } else {
        throw new IOException("a body whose end nobody can tell");
      }
      return true;
    } catch (SocketTimeoutException late) {
      throw late;
    } catch (EOFException | SocketException cut) {
      return false;
    }
  }

  private void readChunks(ByteArrayOutputStream body, Duration gap, long mostBytes)
      throws IOException {
    while (body.size() < mostBytes) {
      int size = Integer.parseInt(line(after(gap)).split(";", 2)[0].trim(), 16);
      readBytes(body, size, gap);
      if (size == 0) {
        fields(after(gap));
        return;
      }
      if (!line(after(gap)).isEmpty()) {
        throw new IOException("a chunk is longer than it said");
      }
    }
  }

  private void readBytes(ByteArrayOutputStream body, long count, Duration gap) throws IOException {
    byte[] buffer = new byte[STEP_BYTES];
    for (long left = count; left > 0; ) {
      await(after(gap));
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new EOFException();
      }
      body.write(buffer, 0, read);
      left -= read;
    }
  }

  private String line(long until) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      await(until);
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the connection ended");
      }
      if (next == '\n') {
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      }
      line.write(next);
    }
  }

  /** Bounds the next reading from the socket. */
  private void await(long until) throws IOException {
    long millis = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
    if (millis <= 0) {
      throw new SocketTimeoutException();
    }
    socket.setSoTimeout((int) millis);
  }

  private static long after(Duration gap) {
    return System.nanoTime() + gap.toNanos();
  }
}
