package dev.bimgate.gateway;

import dev.bimgate.gateway.context.HeadFault;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.observe.RequestObserver;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.jboss.logging.Logger;

/**
 * What stands before all that Quarkus answers on the management port: the refusal of heads, and
 * what becomes of a request whose client has left amid its body.
 */
@Singleton
class ManagementRoutes {

  private static final Logger LOG = Logger.getLogger(ManagementRoutes.class);

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
        .failureHandler(ManagementRoutes::fail);
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

  /** Nobody is left to be answered, and what was asked is not known whole: it was no call. */
  private static void fail(RoutingContext routing) {
    if (!hasLeft(routing)) {
      routing.next();
    } else if (!(routing.failure() instanceof IOException)) {
      // An error of the connection is followed by its end.
      LOG.debugf("A client of the management port left: %s", routing.failure().getMessage());
    }
  }

  /** The reader of bodies fails with 200 where it is not their length or their form. */
  private static boolean hasLeft(RoutingContext routing) {
    Throwable failure = routing.failure();
    return routing.statusCode() == 200
        && (failure instanceof IOException
            || failure instanceof HttpClosedException
            || failure instanceof StreamResetException);
  }
}
