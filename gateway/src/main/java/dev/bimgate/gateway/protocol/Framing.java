package dev.bimgate.gateway.protocol;

import dev.bimgate.gateway.context.ProtocolError;
import org.jspecify.annotations.Nullable;

/**
 * The host and the body length of one message by its headers (RFC 9112, sections 3.2 and 6.3), read
 * so that no other server can find something else in them.
 */
final class Framing {

  /** No {@code Content-Length} has been read. */
  private static final long NONE = -1;

  /** A long holds any number of that many digits. */
  private static final int MAX_DIGITS = 18;

  private static final byte[] HOST = Scan.ascii("host");
  private static final byte[] EXPECT = Scan.ascii("expect");
  private static final byte[] UPGRADE = Scan.ascii("upgrade");
  private static final byte[] CONTENT_LENGTH = Scan.ascii("content-length");
  private static final byte[] TRANSFER_ENCODING = Scan.ascii("transfer-encoding");
  private static final byte[] WEBSOCKET_KEY = Scan.ascii("sec-websocket-key1");
  private static final byte[] CHUNKED = Scan.ascii("chunked");
  private static final byte[] CONTINUE = Scan.ascii("100-continue");

  private byte @Nullable [] authority;
  private boolean http10;
  private boolean host;
  private boolean chunked;
  private long length = NONE;
  private boolean upgrade;
  private int upgradeAt;

  /** Begins the headers of another message. */
  void begin(RequestLine line) {
    authority = line.authority();
    http10 = line.isHttp10();
    host = false;
    chunked = false;
    length = NONE;
    upgrade = false;
    upgradeAt = 0;
  }

  boolean isChunked() {
    return chunked;
  }

  /** The length of the body in bytes, when it is not chunked. */
  long lengthBytes() {
    return Math.max(0, length);
  }

  /** The index of the value of {@code Upgrade}, counted from the unit's start; 0 without one. */
  int upgradeAt() {
    return upgradeAt;
  }

  /**
   * Reads a header; returns its error, or null.
   *
   * @param unit where the request begins
   * @param name where the header begins
   */
  @Nullable ProtocolError header(byte[] bytes, int unit, int name, HeaderLine line) {
    int to = line.valueEnd();
    int from = line.valueStart();
    return switch (line.nameEnd() - name) {
      case 4 -> isName(bytes, name, HOST) ? host(bytes, from, to) : null;
      case 6 -> isName(bytes, name, EXPECT) ? expect(bytes, from, to) : null;
      case 7 -> isName(bytes, name, UPGRADE) ? upgrade(unit, from, to) : null;
      case 14 -> isName(bytes, name, CONTENT_LENGTH) ? contentLength(bytes, name, from, to) : null;
      case 17 -> isName(bytes, name, TRANSFER_ENCODING) ? coding(bytes, name, from, to) : null;
      // By this and a second one the codec assumes that a GET has a body of eight bytes.
      case 18 -> isName(bytes, name, WEBSOCKET_KEY) ? ProtocolError.FIELD_NAME : null;
      default -> null;
    };
  }

  /** Reads a trailer; returns its error, or null. */
  static @Nullable ProtocolError trailer(byte[] bytes, int name, HeaderLine line) {
    boolean framing =
        switch (line.nameEnd() - name) {
          case 4 -> isName(bytes, name, HOST);
          case 14 -> isName(bytes, name, CONTENT_LENGTH);
          case 17 -> isName(bytes, name, TRANSFER_ENCODING);
          default -> false;
        };
    return framing ? ProtocolError.TRAILER : null;
  }

  /** The error of all headers together, or null. */
  @Nullable ProtocolError atEnd() {
    if (!host && !http10) {
      return ProtocolError.HOST;
    }
    return chunked && (http10 || length != NONE) ? ProtocolError.TRANSFER_ENCODING : null;
  }

  /** Reads underscores as hyphens, as servers behind CGI and its like do. */
  private static boolean isName(byte[] bytes, int name, byte[] lowerCase) {
    for (int i = 0; i < lowerCase.length; i++) {
      byte octet = bytes[name + i];
      if ((octet == '_' ? '-' : Scan.lowerCase(octet)) != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSpelledWith(byte[] bytes, int hyphen) {
    return bytes[hyphen] == '-';
  }

  private @Nullable ProtocolError host(byte[] bytes, int from, int to) {
    boolean sound = !host && HostText.isValid(bytes, from, to) && isAuthority(bytes, from, to);
    host = true;
    return sound ? null : ProtocolError.HOST;
  }

  /** A target in absolute form names the same host (section 3.2.2). */
  private boolean isAuthority(byte[] bytes, int from, int to) {
    return authority == null || Scan.isText(bytes, from, to, authority);
  }

  private @Nullable ProtocolError upgrade(int unit, int from, int to) {
    boolean first = !upgrade;
    upgrade = true;
    upgradeAt = from < to ? from - unit : 0;
    return first ? null : ProtocolError.UPGRADE;
  }

  private static @Nullable ProtocolError expect(byte[] bytes, int from, int to) {
    return Scan.isText(bytes, from, to, CONTINUE) ? null : ProtocolError.EXPECTATION;
  }

  private @Nullable ProtocolError contentLength(byte[] bytes, int name, int from, int to) {
    if (!isSpelledWith(bytes, name + "content".length())) {
      return ProtocolError.FIELD_NAME;
    }
    boolean first = length == NONE;
    length = number(bytes, from, to);
    return first && length != NONE ? null : ProtocolError.CONTENT_LENGTH;
  }

  /** A number without leading zeros; {@link #NONE} for anything else. */
  private static long number(byte[] bytes, int from, int to) {
    boolean padded = to - from > 1 && bytes[from] == '0';
    if (from == to || to - from > MAX_DIGITS || padded) {
      return NONE;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      if (!Scan.isDigit(bytes[i])) {
        return NONE;
      }
      number = number * 10 + bytes[i] - '0';
    }
    return number;
  }

  private @Nullable ProtocolError coding(byte[] bytes, int name, int from, int to) {
    if (!isSpelledWith(bytes, name + "transfer".length())) {
      return ProtocolError.FIELD_NAME;
    }
    boolean sound = !chunked && Scan.isText(bytes, from, to, CHUNKED);
    chunked = true;
    return sound ? null : ProtocolError.TRANSFER_ENCODING;
  }
}
