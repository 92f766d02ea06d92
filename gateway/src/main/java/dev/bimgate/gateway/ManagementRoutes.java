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
    management.router().route().order(BEFORE_THE_REST).handler(this::arrive);
  }

  private void arrive(RoutingContext routing) {
    if (HeadFault.of(routing.request()) == null) {
      routing.next();
      return;
    }
    RequestContext request =
        new RequestContext(routing.request(), Vertx.currentContext(), System.nanoTime());
    observer.watch(request);
    heads.isRefused(request);
  }
}
