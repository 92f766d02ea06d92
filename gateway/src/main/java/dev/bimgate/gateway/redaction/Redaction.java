package dev.bimgate.gateway.redaction;

import dev.bimgate.gateway.context.StreamedResponse;
import dev.bimgate.gateway.context.target.RequestTarget;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemException;
import dev.bimgate.gateway.problem.ProblemType;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stage that removes the redacted members from Bimplus's responses, or stops a response that
 * cannot be read with certainty.
 */
public final class Redaction {

  /**
   * How much of a body is read before the headers leave: an error up to there becomes a clean 502.
   */
  private static final int OPENING_BYTES = 64 * 1024;

  private static final List<String> OF_THE_BYTES =
      List.of(
          "Content-Length",
          "Content-Encoding",
          "Accept-Ranges",
          "Content-MD5",
          "Digest",
          "Content-Digest",
          "Repr-Digest");

  private final RedactionRules rules;

  public Redaction(RedactionRules rules) {
    this.rules = rules;
  }

  public boolean concerns(RequestTarget target) {
    return rules.matches(target.path());
  }

  /** Prepares a request whose response can be redacted: whole, and in a supported coding. */
  public static void prepare(MultiMap requestHeaders) {
    requestHeaders.set(HttpHeaders.ACCEPT_ENCODING, "gzip");
    requestHeaders.remove("Range");
    requestHeaders.remove("If-Range");
  }

  /**
   * The response without the redacted members.
   *
   * @param response the response of Bimplus, its body paused
   * @param hasBody false for responses to {@code HEAD}
   * @return fails with a {@link ProblemException} when the response cannot be shown; the upstream
   *     request must then be reset
   */
  public Future<StreamedResponse> redact(StreamedResponse response, boolean hasBody) {
    MultiMap headers = response.headers();
    BodyKind kind = BodyKind.of(wholeHeader(headers, HttpHeaders.CONTENT_TYPE));
    boolean declaredEmpty = "0".equals(headers.get(HttpHeaders.CONTENT_LENGTH));
    if (kind == BodyKind.OPAQUE || declaredEmpty || response.status() == 204) {
      return Future.succeededFuture(response);
    }
    String coding = wholeHeader(headers, HttpHeaders.CONTENT_ENCODING);
    StreamedResponse withoutBody = withoutCoding(response);
    if (!hasBody || response.status() == 304) {
      return Future.succeededFuture(withoutBody);
    }
    return RedactingBody.of(kind, coding, rules.names())
        .map(body -> opened(withoutBody, body))
        .orElseGet(() -> Future.failedFuture(notShown()));
  }

  /**
   * The response, decoded and otherwise unchanged; an unsupported coding stays, with its {@code
   * Content-Encoding}.
   */
  public static Future<StreamedResponse> decode(StreamedResponse response) {
    String coding = wholeHeader(response.headers(), HttpHeaders.CONTENT_ENCODING);
    if (coding == null) {
      return Future.succeededFuture(response);
    }
    return RedactingBody.decoding(coding)
        .map(body -> opened(withoutCoding(response), body))
        .orElseGet(() -> Future.succeededFuture(response));
  }

  /** All lines of a header as one value, so that no second line is overlooked; null for none. */
  private static @Nullable String wholeHeader(MultiMap headers, CharSequence name) {
    return headers.contains(name) ? String.join(",", headers.getAll(name)) : null;
  }

  /**
   * The response with headers for a changed body: no length, no digests, a weak ETag (RFC 9110,
   * section 8.8.1).
   */
  private static StreamedResponse withoutCoding(StreamedResponse response) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(response.headers());
    OF_THE_BYTES.forEach(headers::remove);
    String etag = headers.get(HttpHeaders.ETAG);
    if (etag != null && !etag.startsWith("W/")) {
      headers.set(HttpHeaders.ETAG, "W/" + etag);
    }
    return new StreamedResponse(response.status(), headers, response.body(), response.trailers());
  }

  private static Future<StreamedResponse> opened(StreamedResponse response, RedactingBody body) {
    Context context = Vertx.currentContext();
    RedactingStream stream = new RedactingStream(response.body(), body, context);
    return stream
        .open(OPENING_BYTES)
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof MalformedBodyException ? notShown() : failure))
        .map(
            opened -> {
              stream
                  .lengthIfComplete()
                  .ifPresent(
                      length ->
                          response
                              .headers()
                              .set(HttpHeaders.CONTENT_LENGTH, Long.toString(length)));
              return new StreamedResponse(
                  response.status(), response.headers(), stream, MultiMap::caseInsensitiveMultiMap);
            });
  }

  private static ProblemException notShown() {
    return new ProblemException(
        new Problem(
            ProblemType.NOT_REDACTABLE,
            "The response of Bimplus could not be parsed with certainty, so it is not forwarded."));
  }
}
