package dev.bimgate.gateway;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/2 connection that sends any frames, malformed ones too, and records the responses.
 *
 * <p>Header blocks are literals without indexing and without Huffman coding (RFC 7541, section
 * 6.2.2), so that every byte can be sent.
 */
public final class RawHttp2 implements AutoCloseable {

  public static final int DATA = 0;
  public static final int HEADERS = 1;
  public static final int PRIORITY = 2;
  public static final int RST_STREAM = 3;
  public static final int SETTINGS = 4;
  public static final int PING = 6;
  public static final int GOAWAY = 7;
  public static final int WINDOW_UPDATE = 8;
  public static final int CONTINUATION = 9;

  public static final int NO_FLAG = 0;
  public static final int ACK = 1;
  public static final int END_STREAM = 1;
  public static final int END_HEADERS = 4;
  public static final int WITH_PRIORITY = 0x20;

  public static final long PROTOCOL_ERROR = 1;
  public static final long INTERNAL_ERROR = 2;
  public static final int ENHANCE_YOUR_CALM = 11;

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int LONGEST_WAIT_MILLIS = 30_000;

  private final Socket socket;
  private final DataInputStream in;
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
  private final Map<Integer, Seen> streams = new HashMap<>();
  private long goAway = -1;
  private boolean closed;
  private @Nullable ByteArrayOutputStream held;
  private int pingsAcknowledged;

  private RawHttp2(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(LONGEST_WAIT_MILLIS);
    socket.setTcpNoDelay(true);
    this.in = new DataInputStream(socket.getInputStream());
  }

  /** Connects to the port of this address on the loopback interface, by ALPN for https. */
  public static RawHttp2 to(URI address) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
    return greeting(new RawHttp2("https".equals(address.getScheme()) ? tls(socket) : socket));
  }

  private static RawHttp2 greeting(RawHttp2 connection) throws IOException {
    connection.bytes(PREFACE.getBytes(StandardCharsets.US_ASCII));
    connection.frame(SETTINGS, NO_FLAG, 0);
    return connection;
  }

  /** As {@link #to}, with small windows for unread data. */
  public static RawHttp2 withSmallWindow(URI address) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(1_024);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()));
    return greeting(new RawHttp2(socket));
  }

  private static Socket tls(Socket plain) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustsAll()}, null);
      SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket;
    } catch (GeneralSecurityException impossible) {
      throw new IOException(impossible);
    }
  }

  /** A header block of names and values in turn. */
  public static byte[] block(String... namesAndValues) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      block.write(0);
      literal(block, namesAndValues[i]);
      literal(block, namesAndValues[i + 1]);
    }
    return block.toByteArray();
  }

  /** A string whose length is an integer with a prefix of seven bits (RFC 7541, section 5). */
  private static void literal(ByteArrayOutputStream block, String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    if (octets.length < 127) {
      block.write(octets.length);
    } else {
      block.write(127);
      int rest = octets.length - 127;
      for (; rest >= 128; rest >>= 7) {
        block.write(rest & 127 | 128);
      }
      block.write(rest);
    }
    block.writeBytes(octets);
  }

  /** Opens a stream with a complete header block. */
  public RawHttp2 head(int stream, boolean end, byte[] block) throws IOException {
    return frame(HEADERS, END_HEADERS | (end ? END_STREAM : NO_FLAG), stream, block);
  }

  public RawHttp2 data(int stream, boolean end, String text) throws IOException {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    return frame(DATA, end ? END_STREAM : NO_FLAG, stream, octets);
  }

  public RawHttp2 frame(int type, int flags, int stream, byte... payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    return bytes(frame.array());
  }

  /** Sends these bytes. */
  public RawHttp2 bytes(byte... octets) throws IOException {
    if (held != null) {
      held.writeBytes(octets);
      return this;
    }
    socket.getOutputStream().write(octets);
    socket.getOutputStream().flush();
    return this;
  }

  /**
   * Sends a few frames at once. Sent one by one, some are still on their way when the other side
   * closes, and the reset for them overtakes its GOAWAY.
   */
  public RawHttp2 together(Frames frames) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    held = all;
    frames.send();
    held = null;
    return bytes(all.toByteArray());
  }

  /** Sends some frames. */
  public interface Frames {
    void send() throws IOException;
  }

  /** A number as four bytes, as in most payloads. */
  public static byte[] number(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  /** The result of a stream; waits for its end, or that of the connection. */
  public Ended ended(int stream) throws IOException {
    while (!closed && !seen(stream).isOver()) {
      readFrame();
    }
    return seen(stream).ended();
  }

  /** Reads until the other side has closed the connection; the code of its GOAWAY, or -1. */
  public long goneAway() throws IOException {
    while (!closed) {
      readFrame();
    }
    return goAway;
  }

  /** Waits until everything sent so far was processed; false when the connection closed. */
  public boolean isAlive() throws IOException {
    int before = pingsAcknowledged;
    try {
      frame(PING, NO_FLAG, 0, new byte[8]);
    } catch (SocketException gone) {
      closed = true;
    }
    while (!closed && pingsAcknowledged == before) {
      readFrame();
    }
    return !closed;
  }

  private Seen seen(int stream) {
    return streams.computeIfAbsent(stream, id -> new Seen());
  }

  private void readFrame() throws IOException {
    try {
      int lengthAndType = in.readInt();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = in.readNBytes(lengthAndType >>> 8);
      take(lengthAndType & 0xff, flags, stream, payload);
    } catch (EOFException | SocketException end) {
      closed = true;
    }
  }

  private void take(int type, int flags, int stream, byte[] payload) throws IOException {
    switch (type) {
      case HEADERS -> seen(stream).fields.putAll(decoded(stream, flags, payload));
      case DATA -> takeData(stream, payload);
      case RST_STREAM -> seen(stream).reset = ByteBuffer.wrap(payload).getInt();
      case GOAWAY -> goAway = ByteBuffer.wrap(payload).getInt(4);
      case PING -> pingsAcknowledged += flags & ACK;
      case SETTINGS -> acknowledgeSettings(flags);
      default -> {}
    }
    if ((type == HEADERS || type == DATA) && (flags & END_STREAM) != 0) {
      seen(stream).end = true;
    }
  }

  private void takeData(int stream, byte[] payload) throws IOException {
    seen(stream).body.writeBytes(payload);
    if (payload.length > 0) {
      frame(WINDOW_UPDATE, NO_FLAG, 0, number(payload.length));
      frame(WINDOW_UPDATE, NO_FLAG, stream, number(payload.length));
    }
  }

  private void acknowledgeSettings(int flags) throws IOException {
    if ((flags & ACK) == 0) {
      frame(SETTINGS, ACK, 0);
    }
  }

  private Map<String, String> decoded(int stream, int flags, byte[] payload) throws IOException {
    int start = (flags & WITH_PRIORITY) == 0 ? 0 : 5;
    Map<String, String> fields = new LinkedHashMap<>();
    try {
      decoder
          .decodeHeaders(stream, Unpooled.wrappedBuffer(payload, start, payload.length - start))
          .forEach(field -> fields.put(field.getKey().toString(), field.getValue().toString()));
    } catch (Http2Exception malformed) {
      throw new IOException(malformed);
    }
    return fields;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /**
   * How a stream ended.
   *
   * @param status 0 without headers
   * @param reset the code of its RST_STREAM, or -1
   * @param whole whether the response was complete
   */
  public record Ended(
      int status, Map<String, String> fields, String body, long reset, boolean whole) {}

  private static final class Seen {
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private long reset = -1;
    private boolean end;

    private boolean isOver() {
      return end || reset >= 0;
    }

    private Ended ended() {
      int status = Integer.parseInt(fields.getOrDefault(":status", "0"));
      String text = body.toString(StandardCharsets.UTF_8);
      return new Ended(status, Map.copyOf(fields), text, reset, end);
    }
  }

  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
