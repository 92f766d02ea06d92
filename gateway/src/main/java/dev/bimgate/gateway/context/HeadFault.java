package dev.bimgate.gateway.context;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What makes a head ambiguous, so that two servers could read it differently (RFC 9112). */
public enum HeadFault {
  /** HTTP/1.1 without exactly one {@code Host} that is not empty (RFC 9112, section 3.2). */
  HOST("The request needs exactly one Host field."),
  /** A {@code Transfer-Encoding} other than {@code chunked}, once (RFC 9112, section 6.1). */
  TRANSFER_ENCODING("The only transfer coding is chunked."),
  /** A field without a name. */
  FIELD_NAME("A field has no name."),
  /** A character of the target outside 0x21 to 0x7e, or {@code #}. */
  TARGET("The request target holds a character that is not allowed.");

  private final String sentence;

  HeadFault(String sentence) {
    this.sentence = sentence;
  }

  /** What is wrong, for the client. */
  public String sentence() {
    return sentence;
  }

  /** What is wrong with the head of a request, or null. */
  public static @Nullable HeadFault of(HttpServerRequest request) {
    if (!isVisible(request.uri())) {
      return TARGET;
    }
    MultiMap fields = request.headers();
    if (fields.contains("")) {
      return FIELD_NAME;
    }
    if (request.version() == HttpVersion.HTTP_2) {
      return null;
    }
    if (!isOneHost(request.version(), fields.getAll(HttpHeaders.HOST))) {
      return HOST;
    }
    return isChunkedOrAbsent(fields) ? null : TRANSFER_ENCODING;
  }

  private static boolean isVisible(String target) {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c < 0x21 || c > 0x7e || c == '#') {
        return false;
      }
    }
    return true;
  }

  private static boolean isOneHost(HttpVersion version, List<String> hosts) {
    if (hosts.isEmpty()) {
      return version == HttpVersion.HTTP_1_0;
    }
    return hosts.size() == 1 && !hosts.get(0).isBlank();
  }

  private static boolean isChunkedOrAbsent(MultiMap fields) {
    if (!fields.contains(HttpHeaders.TRANSFER_ENCODING)) {
      return true;
    }
    List<String> codings = fields.getAll(HttpHeaders.TRANSFER_ENCODING);
    return codings.size() == 1
        && codings.get(0).trim().equalsIgnoreCase("chunked")
        && !fields.contains(HttpHeaders.CONTENT_LENGTH);
  }
}
