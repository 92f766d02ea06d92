package dev.bimgate.deployment.clients;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A request and the response to it, as {@link Recorder} has passed them on.
 *
 * @param path as sent, without the query
 * @param query as sent; null if there was none
 * @param requestHeaders without credentials
 * @param requestBody null if it was longer than {@link Recorder#MAX_BODY_BYTES}
 * @param responseBody as sent, so perhaps compressed; null if it was longer than that
 */
public record Exchange(
    String method,
    String path,
    @Nullable String query,
    MultiMap requestHeaders,
    @Nullable Buffer requestBody,
    int status,
    MultiMap responseHeaders,
    @Nullable Buffer responseBody) {

  static final String PROBLEM = "application/problem+json";

  /** Method, path and status: no query, since that may hold secrets. */
  String title() {
    return method + " " + path + " " + status;
  }

  /** The media type of the response in lower case, without parameters; empty if there is none. */
  String responseType() {
    return mediaType(responseHeaders);
  }

  /** The media type of the request, in the same form. */
  String requestType() {
    return mediaType(requestHeaders);
  }

  /** Whether the response is an error that the gateway wrote (RFC 9457). */
  boolean isProblem() {
    return responseType().equals(PROBLEM);
  }

  /** Whether the response is a whole JSON document. */
  boolean isJson() {
    return status != 206
        && !responseText().isEmpty()
        && (responseType().equals("application/json") || responseType().endsWith("+json"));
  }

  /** The body of the response as text, decompressed; empty if it was not recorded. */
  String responseText() {
    Buffer body = Objects.requireNonNullElse(responseBody, Buffer.buffer());
    boolean packed = responseHeaders.contains(HttpHeaders.CONTENT_ENCODING, "gzip", true);
    return packed && body.length() > 0 ? unpacked(body) : body.toString();
  }

  private static String unpacked(Buffer gzip) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip.getBytes()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String mediaType(MultiMap headers) {
    String type = Objects.requireNonNullElse(headers.get(HttpHeaders.CONTENT_TYPE), "");
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
