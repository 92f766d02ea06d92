package dev.bimgate.gateway.redaction;

import dev.bimgate.gateway.context.RequestTarget;
import dev.bimgate.gateway.context.StreamedAnswer;
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
  public static void prepare(MultiMap requestFields) {
    requestFields.set(HttpHeaders.ACCEPT_ENCODING, "gzip");
    requestFields.remove("Range");
    requestFields.remove("If-Range");
  }

  /**
   * The response without the redacted members.
   *
   * @param answer the response of Bimplus, its body paused
   * @param hasBody false for responses to {@code HEAD}
   * @return fails with a {@link ProblemException} when the response cannot be shown; the upstream
   *     request must then be reset
   */
  public Future<StreamedAnswer> redact(StreamedAnswer answer, boolean hasBody) {
    MultiMap fields = answer.fields();
    BodyKind kind = BodyKind.of(wholeField(fields, HttpHeaders.CONTENT_TYPE));
    boolean declaredEmpty = "0".equals(fields.get(HttpHeaders.CONTENT_LENGTH));
    if (kind == BodyKind.OPAQUE || declaredEmpty || answer.status() == 204) {
      return Future.succeededFuture(answer);
    }
    String coding = wholeField(fields, HttpHeaders.CONTENT_ENCODING);
    StreamedAnswer withoutBody = withoutCoding(answer);
    if (!hasBody || answer.status() == 304) {
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
  public static Future<StreamedAnswer> decode(StreamedAnswer answer) {
    String coding = wholeField(answer.fields(), HttpHeaders.CONTENT_ENCODING);
    if (coding == null) {
      return Future.succeededFuture(answer);
    }
    return RedactingBody.decoding(coding)
        .map(body -> opened(withoutCoding(answer), body))
        .orElseGet(() -> Future.succeededFuture(answer));
  }

  /** All lines of a header as one value, so that no second line is overlooked; null for none. */
  private static @Nullable String wholeField(MultiMap fields, CharSequence name) {
    return fields.contains(name) ? String.join(",", fields.getAll(name)) : null;
  }

  /**
   * The response with headers for a changed body: no length, no digests, a weak ETag (RFC 9110,
   * section 8.8.1).
   */
  private static StreamedAnswer withoutCoding(StreamedAnswer answer) {
    MultiMap fields = MultiMap.caseInsensitiveMultiMap().addAll(answer.fields());
    OF_THE_BYTES.forEach(fields::remove);
    String etag = fields.get(HttpHeaders.ETAG);
    if (etag != null && !etag.startsWith("W/")) {
      fields.set(HttpHeaders.ETAG, "W/" + etag);
    }
    return new StreamedAnswer(answer.status(), fields, answer.body(), answer.trailers());
  }

  private static Future<StreamedAnswer> opened(StreamedAnswer answer, RedactingBody body) {
    Context context = Vertx.currentContext();
    RedactingStream stream = new RedactingStream(answer.body(), body, context);
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
                          answer.fields().set(HttpHeaders.CONTENT_LENGTH, Long.toString(length)));
              return new StreamedAnswer(
                  answer.status(), answer.fields(), stream, MultiMap::caseInsensitiveMultiMap);
            });
  }

  private static ProblemException notShown() {
    return new ProblemException(
        new Problem(
            ProblemType.NOT_REDACTABLE,
            "The response of Bimplus could not be parsed with certainty, so it is not forwarded."));
  }
}
