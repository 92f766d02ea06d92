package dev.bimgate.gateway.passthrough;

import dev.bimgate.client.InterimResponses;
import dev.bimgate.client.UploadBody;
import dev.bimgate.client.UpstreamRequest;
import dev.bimgate.gateway.context.EarlyHints;
import dev.bimgate.gateway.context.RequestBody;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.http.EndToEndHeaders;
import dev.bimgate.gateway.redaction.Redaction;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Builds the upstream request from a client's. */
final class OutgoingCall {

  private OutgoingCall() {}

  /**
   * The upstream request.
   *
   * @param redacted whether its response is redacted, so must come in a form that can be
   * @param abandoned completes when the client has left, or needs nothing more of the response
   */
  static UpstreamRequest of(RequestContext context, boolean redacted, Future<?> abandoned) {
    HttpServerRequest request = context.request();
    MultiMap headers = EndToEndHeaders.ofRequest(request.headers(), request.version());
    if (redacted) {
      Redaction.prepare(headers);
    }
    boolean expects = RequestBody.expectsContinue(request);
    if (expects) {
      headers.set(HttpHeaders.EXPECT, HttpHeaders.CONTINUE);
    }
    UpstreamRequest call =
        UpstreamRequest.of(request.method(), context.target().belowBase(), headers)
            .withInterim(new ToClient(context, expects))
            .abandonedOn(abandoned);
    return context.announcesBody()
        ? call.withBody(new UploadBody(request, RequestBody.lengthBytes(request)))
        : call;
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
