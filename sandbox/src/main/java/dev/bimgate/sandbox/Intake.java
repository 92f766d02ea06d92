package dev.bimgate.sandbox;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The first handler of a request: records it and applies its fault, if any. */
final class Intake implements Handler<HttpServerRequest> {

  private final Vertx vertx;
  private final RecordedRequest.Server server;
  private final Recorder recorder;
  private final TokenCheck check;
  private final Faults faults;
  private final Misdeeds misdeeds;
  private final Consumer<Exchange> routes;

  Intake(
      Vertx vertx,
      RecordedRequest.Server server,
      Recorder recorder,
      TokenCheck check,
      Faults faults,
      Listener listener,
      Consumer<Exchange> routes) {
    this.vertx = vertx;
    this.server = server;
    this.recorder = recorder;
    this.check = check;
    this.faults = faults;
    this.misdeeds = new Misdeeds(listener);
    this.routes = routes;
  }

  @Override
  public void handle(HttpServerRequest request) {
    request.pause();
    RecordedRequest record =
        recorder.record(
            server,
            request.method().name(),
            request.uri(),
            request.headers().entries(),
            check.user(request.headers().getAll("Authorization")));
    Fault fault = faults.next(record);
    Exchange exchange = new Exchange(vertx, request, record, fault);
    act(exchange, fault);
  }

  private void act(Exchange exchange, @Nullable Fault fault) {
    if (fault instanceof Fault.HoldRequest hold) {
      exchange.waitAt(hold.gate(), () -> route(exchange));
    } else if (fault == null || misdeeds.leaveToRoutes(exchange, fault)) {
      route(exchange);
    }
  }

  private void route(Exchange exchange) {
    try {
      routes.accept(exchange);
    } catch (RuntimeException e) {
      exchange.failed(e);
    }
  }
}
