package dev.bimgate.deployment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** One connection of a client that shows how it ends: closed in order, or reset. */
public final class RawClient implements AutoCloseable {

  private static final int LONGEST_WAIT_MILLIS = 60_000;

  private final Socket socket;
  private final InputStream in;

  public RawClient(URI address) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
    socket.setSoTimeout(LONGEST_WAIT_MILLIS);
    in = socket.getInputStream();
  }

  /** Sends a request without a body. */
  public RawClient ask(String requestLine, String authorization) throws IOException {
    String head =
        String.join(
            "\r\n", requestLine, "Host: gateway.test", "Authorization: " + authorization, "", "");
    socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** The next head with its empty line. */
  public String head() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("closed within a head, after: " + bytes);
      }
      bytes.write(octet);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  /** All that still comes until the end of the connection; fails when that is no end in order. */
  byte[] rest() throws IOException {
    return in.readAllBytes();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
