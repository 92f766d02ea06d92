package dev.bimgate.sandbox.wire;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The first handler of a request: records it and applies its fault, if any. */
public final class Intake implements Handler<HttpServerRequest> {

  private final Vertx vertx;
  private final RecordedRequest.Server server;
  private final Recorder recorder;
  private final Function<List<String>, Optional<String>> userOf;
  private final Faults faults;
  private final Misdeeds misdeeds;
  private final Consumer<Exchange> routes;

  /**
   * @param userOf the user of the {@code Authorization} lines of a request, for the record
   */
  public Intake(
      Vertx vertx,
      RecordedRequest.Server server,
      Recorder recorder,
      Function<List<String>, Optional<String>> userOf,
      Faults faults,
      Listener listener,
      Consumer<Exchange> routes) {
    this.vertx = vertx;
    this.server = server;
    this.recorder = recorder;
    this.userOf = userOf;
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
            userOf.apply(request.headers().getAll("Authorization")));
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
