package dev.bimgate.gateway.observe;

import dev.bimgate.gateway.config.LoggedRequests;
import dev.bimgate.gateway.context.Outcome;
import dev.bimgate.gateway.context.ProtocolError;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.RequestOutcome;
import dev.bimgate.gateway.context.http.ClientAddresses;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;

/**
 * Observes every request: one timing, one log line and the end of its trace when it has ended,
 * however it ended.
 */
public final class RequestObserver {

  private final RequestMeters meters;
  private final RequestLog log;
  private final LoggedRequests logged;
  private final ClientAddresses addresses;
  private final Traces traces;

  /**
   * @param logged which requests get a log line
   * @param addresses finds the clients that the log has
   */
  public RequestObserver(
      MeterRegistry registry,
      RequestLog log,
      LoggedRequests logged,
      ClientAddresses addresses,
      Traces traces) {
    this.meters = new RequestMeters(registry);
    this.logged = logged;
    this.traces = traces;
    this.log = log;
    this.addresses = addresses;
  }

  public void protocolError(ProtocolError error) {
    meters.protocolError(error);
  }

  /** Begins its trace, and waits for the end of the response, or for the client to leave. */
  public void watch(RequestContext request) {
    traces.begin(request);
    // Of a connection that its client has closed it is known only if it was asked for before.
    var unused = request.request().connection().remoteAddress();
    Handler<Void> end = nothing -> ended(request);
    request.response().endHandler(end);
    request.response().closeHandler(end);
  }

  private void ended(RequestContext request) {
    if (!request.end()) {
      return;
    }
    RequestOutcome outcome = request.outcome();
    if (!request.hasResponse() && !outcome.result().isFault()) {
      outcome.result(Outcome.CLIENT_GONE);
    }
    long nanos = request.elapsedNanos();
    int status = request.response().getStatusCode();
    meters.record(outcome.route(), outcome.result(), status, nanos);
    traces.end(request, status);
    if (isLogged(logged, outcome.result(), status)) {
      log.add(EndedRequest.of(request, nanos, addresses));
    }
    request.release();
  }

  static boolean isLogged(LoggedRequests logged, Outcome result, int status) {
    return switch (logged) {
      case ALL -> true;
      case ERRORS -> status >= 400 || result.isFault() || result == Outcome.CLIENT_GONE;
      case NONE -> false;
    };
  }
}
