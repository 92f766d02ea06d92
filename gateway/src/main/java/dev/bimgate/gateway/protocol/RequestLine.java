package dev.bimgate.gateway.protocol;

import static dev.bimgate.gateway.protocol.Scan.INCOMPLETE;
import static dev.bimgate.gateway.protocol.Scan.REJECTED;

import dev.bimgate.gateway.context.ProtocolError;
import org.jspecify.annotations.Nullable;

/** Parses request lines (RFC 9112, section 3): exactly one space between three parts. */
final class RequestLine {

  /** Without its end, as the codec counts. */
  static final int MAX_BYTES = 16_384;

  private static final int MAX_METHOD_BYTES = 32;
  private static final byte[] VERSION = Scan.ascii("HTTP/1.");
  private static final byte[] CONNECT = Scan.ascii("connect");
  private static final byte[] HTTP = Scan.ascii("http://");
  private static final byte[] HTTPS = Scan.ascii("https://");

  private boolean http10;
  private byte @Nullable [] authority;
  private @Nullable ProtocolError error;

  /** Whether the last line was {@code HTTP/1.0}. */
  boolean isHttp10() {
    return http10;
  }

  /** The authority of a target in absolute form, in lower case; null for any other form. */
  byte @Nullable [] authority() {
    return authority;
  }

  /** The error, once {@link #read} has rejected a line. */
  @Nullable ProtocolError fault() {
    return error;
  }

  /**
   * Reads a line that begins at {@code start}.
   *
   * @return the index after it, or {@link Scan#INCOMPLETE}, or {@link Scan#REJECTED}
   */
  int read(byte[] bytes, int start, int end) {
    int limit = Math.min(end, start + MAX_BYTES + 2);
    authority = null;
    int method = Scan.endOfToken(bytes, start, limit);
    if (method - start > MAX_METHOD_BYTES) {
      return reject(ProtocolError.METHOD);
    }
    if (method == limit) {
      return unfinished(start, limit);
    }
    if (method == start || bytes[method] != Scan.SPACE) {
      return reject(ProtocolError.METHOD);
    }
    int target = Scan.endOfTarget(bytes, method + 1, limit);
    if (target == limit) {
      return unfinished(start, limit);
    }
    ProtocolError wrong = targetFault(bytes, start, method, target);
    return wrong == null ? version(bytes, start, target + 1, limit) : reject(wrong);
  }

  private @Nullable ProtocolError targetFault(byte[] bytes, int start, int method, int target) {
    if (bytes[target] != Scan.SPACE) {
      boolean ends = bytes[target] == Scan.CR || bytes[target] == Scan.LF;
      return ends ? ProtocolError.REQUEST_LINE : ProtocolError.TARGET;
    }
    int from = method + 1;
    if (from == target) {
      return ProtocolError.REQUEST_LINE;
    }
    if (Scan.isText(bytes, start, method, CONNECT)) {
      return ProtocolError.CONNECT_METHOD;
    }
    boolean whole = bytes[from] == '*' && target - from == 1;
    if (bytes[from] == '/' || whole) {
      return null;
    }
    return readAuthority(bytes, from, target) ? null : ProtocolError.TARGET;
  }

  /** The absolute form (section 3.2.2), of the schemes that are served. */
  private boolean readAuthority(byte[] bytes, int from, int to) {
    int scheme = startsWith(bytes, from, to, HTTP) ? HTTP.length : 0;
    scheme = startsWith(bytes, from, to, HTTPS) ? HTTPS.length : scheme;
    if (scheme == 0) {
      return false;
    }
    int end = from + scheme;
    while (end < to && bytes[end] != '/' && bytes[end] != '?') {
      end++;
    }
    authority = new byte[end - from - scheme];
    for (int i = 0; i < authority.length; i++) {
      authority[i] = Scan.lowerCase(bytes[from + scheme + i]);
    }
    return HostText.isValid(bytes, from + scheme, end);
  }

  private static boolean startsWith(byte[] bytes, int from, int to, byte[] text) {
    int end = from + text.length;
    return end <= to && Scan.isText(bytes, from, end, text);
  }

  private int version(byte[] bytes, int start, int from, int limit) {
    for (int i = 0; i < VERSION.length; i++) {
      if (from + i == limit) {
        return unfinished(start, limit);
      }
      if (bytes[from + i] != VERSION[i]) {
        return reject(ProtocolError.VERSION);
      }
    }
    int minor = from + VERSION.length;
    if (minor == limit) {
      return unfinished(start, limit);
    }
    if (bytes[minor] != '0' && bytes[minor] != '1') {
      return reject(ProtocolError.VERSION);
    }
    http10 = bytes[minor] == '0';
    return lineEnd(bytes, start, minor + 1, limit);
  }

  private int lineEnd(byte[] bytes, int start, int at, int limit) {
    if (at == limit) {
      return unfinished(start, limit);
    }
    if (bytes[at] != Scan.CR) {
      return reject(bytes[at] == Scan.LF ? ProtocolError.LINE_END : ProtocolError.VERSION);
    }
    if (at + 1 == limit) {
      return unfinished(start, limit);
    }
    return bytes[at + 1] == Scan.LF ? at + 2 : reject(ProtocolError.LINE_END);
  }

  private int unfinished(int start, int limit) {
    return limit - start < MAX_BYTES + 2 ? INCOMPLETE : reject(ProtocolError.LINE_TOO_LONG);
  }

  private int reject(ProtocolError found) {
    error = found;
    return REJECTED;
  }
}
