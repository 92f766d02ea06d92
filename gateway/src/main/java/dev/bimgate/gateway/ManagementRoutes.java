package dev.bimgate.gateway;

import dev.bimgate.gateway.context.HeadFault;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.observe.RequestObserver;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** What stands before all that Quarkus answers on the management port: the refusal of heads. */
@Singleton
class ManagementRoutes {

  private static final int BEFORE_THE_REST = -100;

  private final RequestObserver observer;
  private final HeadRefusal heads;

  ManagementRoutes(RequestObserver observer) {
    this.observer = observer;
    this.heads = new HeadRefusal(observer);
  }

  void routes(@Observes ManagementInterface management) {
    management
        .router()
        .route()
        .order(BEFORE_THE_REST)
        .handler(this::arrive)
        .failureHandler(this::fail);
  }

  private void arrive(RoutingContext routing) {
    if (HeadFault.of(routing.request()) == null) {
      routing.next();
      return;
    }
    heads.isRefused(watched(routing));
  }

  /** A body that cannot be read is its client's doing, and no error of Quarkus's to log. */
  private void fail(RoutingContext routing) {
    if (routing.request().isEnded() || routing.response().headWritten()) {
      routing.next();
      return;
    }
    heads.refuse(watched(routing), HeadFault.CHUNK);
  }

  private RequestContext watched(RoutingContext routing) {
    RequestContext request =
        new RequestContext(routing.request(), Vertx.currentContext(), System.nanoTime());
    observer.watch(request);
    return request;
  }
}
