package dev.bimgate.gateway.context;

import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is malformed, so that two servers could read it differently (RFC 9112, and RFC
 * 9113, section 8).
 */
public enum ProtocolError {
  /** The request line is not a method, a target and a version with one space between them. */
  REQUEST_LINE("The request line is not a method, a target and a version, or follows empty lines"),
  /** A method that is no token, or longer than 32 characters. */
  METHOD("The method is not a token, or too long"),
  /** HTTP/2 without {@code :method}, {@code :scheme} or {@code :path}: its stream is reset. */
  PSEUDO_FIELD("The request lacks :method, :scheme or :path"),
  /**
   * HTTP/2 with malformed headers or pseudo-headers: its stream is reset (RFC 9113, section 8.1.1).
   */
  MALFORMED("A header or pseudo-header is malformed"),
  /** {@code CONNECT}: there is no tunnel here (RFC 9110, section 9.3.6). */
  CONNECT_METHOD("CONNECT is not supported"),
  /**
   * A character of the target outside 0x21 to 0x7e, or {@code #}, or a form that is not supported.
   */
  TARGET("The request target is malformed, or holds a character that is not allowed"),
  /** A version other than {@code HTTP/1.1} and {@code HTTP/1.0}. */
  VERSION("The version is neither HTTP/1.1 nor HTTP/1.0"),
  /** A line that does not end in CR and LF, or a CR within one (RFC 9112, section 2.2). */
  LINE_END("A line does not end in CR and LF"),
  /** A line that is no header: folded, without a colon, or beginning with a space. */
  FIELD_LINE("A header line is folded or malformed"),
  /** A header name that is empty or no token, or spells a framing header with underscores. */
  FIELD_NAME("A header name is empty, or holds a character that is not allowed"),
  /**
   * A control character in a header value (RFC 9110, section 5.5), or in HTTP/2 white space after
   * it (RFC 9113, section 8.2.1).
   */
  FIELD_VALUE("A header value holds a control character or trailing white space"),
  /** HTTP/2 with a {@code :scheme} other than {@code http} and {@code https}. */
  SCHEME("The scheme is neither http nor https"),
  /** HTTP/1.1 without exactly one {@code Host}, or a malformed one (RFC 9112, section 3.2). */
  HOST("The request needs exactly one valid Host header, which matches its target"),
  /** A {@code Content-Length} that is given twice or is no plain number (section 6.3). */
  CONTENT_LENGTH("Content-Length is not one plain number"),
  /** A {@code Transfer-Encoding} other than {@code chunked}, once and alone (section 6.1). */
  TRANSFER_ENCODING(
      "The only supported transfer coding is chunked, once, and without Content-Length"),
  /** A chunk whose size, extension or end is malformed (section 7.1). */
  CHUNK("A chunk of the body is malformed"),
  /** A trailer that belongs before the body (RFC 9110, section 6.5.1). */
  TRAILER("A trailer holds a framing or routing header"),
  /** An {@code Expect} other than {@code 100-continue} (RFC 9110, section 10.1.1). */
  EXPECTATION("The only supported expectation is 100-continue"),
  /** {@code Upgrade} given more than once; once, it is ignored (RFC 9110, section 7.8). */
  UPGRADE("Upgrade is given more than once"),
  /** A request line of more than 16 KB. */
  LINE_TOO_LONG("The request line is longer than 16 KB"),
  /** Headers of more than 16 KB together, or more than 200. */
  FIELDS_TOO_LARGE("The headers are larger than 16 KB in total, or more than 200"),
  /** A request whose headers were not complete in time. */
  TIMEOUT("The headers of the request were not complete in time");

  /** The beginning of a target that only the protocol check can have set: it rejects every #. */
  private static final String MARK = "/#";

  private static final Map<String, ProtocolError> MARKED = new HashMap<>();

  static {
    for (ProtocolError error : values()) {
      MARKED.put(error.mark(), error);
    }
  }

  private final String text;

  ProtocolError(String text) {
    this.text = text;
  }

  public String sentence() {
    return text + '.';
  }

  /** Whether the response is the error of its stream: HTTP/2 alone. */
  public boolean isSentAsReset() {
    return this == PSEUDO_FIELD || this == MALFORMED;
  }

  /** The target that carries this error to the stages, in place of the rejected request. */
  public String mark() {
    return MARK + Labels.of(this);
  }

  /** What the protocol check found wrong with a request, or null. */
  public static @Nullable ProtocolError of(HttpServerRequest request) {
    String target = request.uri();
    // Only CONNECT in HTTP/2 has none (RFC 9113, section 8.5).
    if (target == null) {
      return CONNECT_METHOD;
    }
    return target.startsWith(MARK) ? MARKED.getOrDefault(target, TARGET) : null;
  }
}
