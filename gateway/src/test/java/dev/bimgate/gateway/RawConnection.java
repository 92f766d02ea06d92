package dev.bimgate.gateway;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;

/** A connection that sends and receives bytes. */
public final class RawConnection implements AutoCloseable {

  private static final int LONGEST_WAIT_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;

  private RawConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    socket.setSoTimeout(LONGEST_WAIT_MILLIS);
    // Else what follows a TLS handshake waits for the acknowledgment of its end.
    socket.setTcpNoDelay(true);
  }

  /** Connects to the port of this address on the loopback interface. */
  public static RawConnection to(URI address) throws IOException {
    return new RawConnection(new Socket(InetAddress.getLoopbackAddress(), address.getPort()));
  }

  /** As {@link #to}, over TLS with any certificate. */
  public static RawConnection toTls(URI address) throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), new SecureRandom());
    return new RawConnection(
        context
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), address.getPort()));
  }

  /** One request on a connection of its own; returns the headers of its response. */
  public static RawHead ask(URI address, String requestLine, String... fields) throws IOException {
    try (RawConnection connection = to(address)) {
      connection.send(head(requestLine, fields));
      return connection.head();
    }
  }

  /** The text of a request line and headers, with {@code Host}. */
  public static String head(String requestLine, String... fields) {
    List<String> lines = new ArrayList<>(List.of(requestLine, "Host: gateway.test"));
    lines.addAll(List.of(fields));
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  public RawConnection send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** The next status line and headers, interim or final, without the empty line. */
  public RawHead head() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("closed within the headers, after: " + bytes);
      }
      bytes.write(octet);
    }
    return RawHead.of(bytes.toString(StandardCharsets.ISO_8859_1));
  }

  /** That many bytes of a body. */
  public String body(int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
  }

  /** A chunked body, decoded; the rest of its framing is read too. */
  public String chunkedBody() throws IOException {
    StringBuilder body = new StringBuilder();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.append(body(size));
      line();
    }
    while (!line().isEmpty()) {
      // A trailer.
    }
    return body.toString();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new IOException("closed within a line");
      }
      line.append((char) octet);
    }
    return line.toString().stripTrailing();
  }

  /** Everything up to the close or reset by the other side. */
  public String untilClosed() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      in.transferTo(bytes);
    } catch (SocketException reset) {
      // A reset is an end too.
      return bytes.toString(StandardCharsets.ISO_8859_1);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  /** Reads to the end; true when that is a reset rather than an orderly end. */
  public boolean endsInReset() throws IOException {
    try {
      in.transferTo(OutputStream.nullOutputStream());
      return false;
    } catch (SocketException reset) {
      return true;
    }
  }

  /** Ends the connection by a reset. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** Status line and headers as received. */
  public record RawHead(String statusLine, List<String> fields) {

    /** Parses a request's or a response's first line and headers. */
    public static RawHead of(String text) {
      List<String> lines = List.of(text.strip().split("\r\n", -1));
      return new RawHead(lines.get(0), lines.subList(1, lines.size()));
    }

    public int status() {
      return Integer.parseInt(statusLine.split(" ", 3)[1]);
    }

    /** The values of all headers of this name. */
    public List<String> values(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return fields.stream()
          .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(start))
          .map(field -> field.substring(start.length()).strip())
          .toList();
    }
  }
}
