package dev.bimgate.gateway.protocol;

import dev.bimgate.gateway.context.ProtocolError;
import dev.bimgate.gateway.context.http.HttpSyntax;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules for the headers of an HTTP/2 request (RFC 9113, section 8), as far as the codec leaves
 * them to us.
 *
 * <p>The codec itself resets a stream whose pseudo-headers are unknown, repeated or out of place,
 * whose header names are empty, no token or in capitals, whose values hold control characters or
 * begin with white space, which has hop-by-hop headers of HTTP/1.1, or whose length is no number or
 * does not match its data. {@link Http2Resets} reports it to the stages.
 */
final class Http2Rules {

  /** As in HTTP/1.1. */
  private static final int MAX_METHOD_LENGTH = 32;

  private Http2Rules() {}

  static @Nullable ProtocolError faultOf(Http2Headers head) {
    CharSequence method = head.method();
    CharSequence scheme = head.scheme();
    CharSequence path = head.path();
    if (method == null) {
      return ProtocolError.PSEUDO_FIELD;
    }
    if (!HttpSyntax.isToken(method) || method.length() > MAX_METHOD_LENGTH) {
      return ProtocolError.METHOD;
    }
    if (AsciiString.contentEquals(method, "CONNECT")) {
      return ProtocolError.CONNECT_METHOD;
    }
    if (scheme == null || path == null) {
      return ProtocolError.PSEUDO_FIELD;
    }
    if (!isScheme(scheme)) {
      return ProtocolError.SCHEME;
    }
    if (!isPath(path, method)) {
      return ProtocolError.TARGET;
    }
    return isOneServer(head) ? errorInHeaders(head) : ProtocolError.HOST;
  }

  private static boolean isScheme(CharSequence scheme) {
    return AsciiString.contentEquals(scheme, "https") || AsciiString.contentEquals(scheme, "http");
  }

  /** Absolute paths, and {@code *} for {@code OPTIONS} (section 8.3.1). */
  private static boolean isPath(CharSequence path, CharSequence method) {
    if (path.length() == 0) {
      return false;
    }
    for (int i = 0; i < path.length(); i++) {
      if (!HttpSyntax.isTargetChar(path.charAt(i))) {
        return false;
      }
    }
    return path.charAt(0) == '/'
        || (AsciiString.contentEquals(path, "*") && AsciiString.contentEquals(method, "OPTIONS"));
  }

  /** A well-formed {@code :authority} or {@code Host}, equal where both are present. */
  private static boolean isOneServer(Http2Headers head) {
    CharSequence authority = head.authority();
    List<CharSequence> hosts = head.getAll(HttpHeaderNames.HOST);
    if (hosts.size() > 1) {
      return false;
    }
    CharSequence host = hosts.isEmpty() ? authority : hosts.get(0);
    return host != null
        && isHost(host)
        && (authority == null || AsciiString.contentEqualsIgnoreCase(authority, host));
  }

  private static boolean isHost(CharSequence host) {
    byte[] bytes = host.toString().getBytes(StandardCharsets.ISO_8859_1);
    return HostText.isValid(bytes, 0, bytes.length);
  }

  private static @Nullable ProtocolError errorInHeaders(Http2Headers head) {
    for (Map.Entry<CharSequence, CharSequence> field : head) {
      if (endsWithSpace(field.getValue())) {
        return ProtocolError.FIELD_VALUE;
      }
    }
    CharSequence expected = head.get(HttpHeaderNames.EXPECT);
    boolean met = expected == null || AsciiString.contentEqualsIgnoreCase(expected, "100-continue");
    return met ? null : ProtocolError.EXPECTATION;
  }

  /** Section 8.2.1 forbids it; the codec checks only the beginning of a value. */
  private static boolean endsWithSpace(CharSequence value) {
    int length = value.length();
    return length > 0 && value.charAt(length - 1) <= ' ';
  }
}
