package dev.bimgate.gateway.passthrough;

import dev.bimgate.client.CallClass;
import dev.bimgate.client.InterimResponses;
import dev.bimgate.client.UploadBody;
import dev.bimgate.client.UpstreamRequest;
import dev.bimgate.gateway.context.BodyTimeout;
import dev.bimgate.gateway.context.EarlyHints;
import dev.bimgate.gateway.context.RequestBody;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.http.EndToEndHeaders;
import dev.bimgate.gateway.redaction.Redaction;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;

/** Builds the upstream request from a client's. */
final class OutgoingCall {

  private static final long MAX_SHORT_BODY_BYTES = 64 * 1024;

  private OutgoingCall() {}

  /**
   * The upstream request.
   *
   * @param redacted whether its response is redacted, so must come in a form that can be
   * @param party whom the call shares connections by
   * @param abandoned completes when the client has left, or needs nothing more of the response
   * @param body the body of the request, if it announces one; the client still waits for 100 only
   *     with that of a {@link BodyTimeout}
   */
  static UpstreamRequest of(
      RequestContext context,
      boolean redacted,
      Object party,
      Future<?> abandoned,
      ReadStream<Buffer> body) {
    HttpServerRequest request = context.request();
    MultiMap headers = EndToEndHeaders.ofRequest(request.headers(), request.version());
    if (redacted) {
      Redaction.prepare(headers);
    }
    boolean expects = body instanceof BodyTimeout && RequestBody.expectsContinue(request);
    if (expects) {
      headers.set(HttpHeaders.EXPECT, HttpHeaders.CONTINUE);
    }
    UpstreamRequest call =
        UpstreamRequest.of(request.method(), context.target().belowBase(), headers)
            .withInterim(new ToClient(context, expects))
            .abandonedOn(abandoned)
            .sharedBy(callClass(context), party);
    return context.announcesBody()
        ? call.withBody(new UploadBody(body, RequestBody.lengthBytes(request)))
        : call;
  }

  /** A write that takes long to send holds a connection as long as a download does. */
  private static CallClass callClass(RequestContext context) {
    if (context.identityIfKnown() == null) {
      return CallClass.OPEN;
    }
    boolean reads = UpstreamRequest.isRead(context.method());
    return reads || isLongToSend(context) ? CallClass.CALLS : CallClass.WRITES;
  }

  /** Whether a request has a body of more than 64 KB, or of unknown length. */
  static boolean isLongToSend(RequestContext context) {
    long lengthBytes = RequestBody.lengthBytes(context.request());
    return context.announcesBody()
        && (lengthBytes == UploadBody.UNKNOWN_LENGTH || lengthBytes > MAX_SHORT_BODY_BYTES);
  }

  private record ToClient(RequestContext context, boolean expects) implements InterimResponses {

    @Override
    public void onContinue() {
      if (expects && isOpen()) {
        context.response().writeContinue();
      }
    }

    @Override
    public void onEarlyHints(MultiMap headers) {
      EarlyHints.tell(context, headers);
    }

    private boolean isOpen() {
      return !context.isOver() && !context.response().headWritten();
    }
  }
}
