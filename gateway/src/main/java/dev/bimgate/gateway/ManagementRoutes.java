package dev.bimgate.gateway;

import dev.bimgate.gateway.admin.UnreadBody;
import dev.bimgate.gateway.context.HeadFault;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.TargetFault;
import dev.bimgate.gateway.observe.RequestObserver;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemAnswer;
import dev.bimgate.gateway.problem.ProblemType;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.jboss.logging.Logger;

/**
 * What stands around all that Quarkus answers on the management port: the refusal of heads, of
 * bodies that cannot be read, and of paths that nobody serves, all told as on the traffic port.
 */
@Singleton
class ManagementRoutes {

  private static final Logger LOG = Logger.getLogger(ManagementRoutes.class);

  private static final int BEFORE_THE_REST = -100;

  /** Before Quarkus's own answer to failures, which tells stack traces in the log. */
  private static final int AFTER_THE_REST = Integer.MAX_VALUE - 1;

  private final RequestObserver observer;
  private final HeadRefusal heads;

  ManagementRoutes(RequestObserver observer) {
    this.observer = observer;
    this.heads = new HeadRefusal(observer);
  }

  void routes(@Observes ManagementInterface management) {
    Router router = management.router();
    router.route().order(BEFORE_THE_REST).handler(this::arrive).failureHandler(this::fail);
    router.route().order(AFTER_THE_REST).failureHandler(ManagementRoutes::failUnserved);
    router.errorHandler(404, ManagementRoutes::refuseUnknown);
  }

  private void arrive(RoutingContext routing) {
    HeadFault fault = HeadFault.of(routing.request());
    if (fault == null) {
      routing.next();
    } else {
      refuse(routing, fault);
    }
  }

  /** What fails before any of Quarkus's own answers to failures, which would log a stack trace. */
  private void fail(RoutingContext routing) {
    if (routing.response().headWritten()) {
      // What comes behind a refused body cannot be answered again.
      return;
    }
    if (hasLeft(routing)) {
      leave(routing.failure());
    } else if (isOddAuthority(routing)) {
      refuse(routing, HeadFault.HOST);
    } else {
      routing.next();
    }
  }

  private void refuse(RoutingContext routing, HeadFault fault) {
    RequestContext request = new RequestContext(routing.request());
    observer.watch(request);
    heads.refuse(request, fault);
  }

  /** Nobody is left to be answered, and what was asked is not known whole: it was no call. */
  private static void leave(Throwable failure) {
    // An error of the connection is followed by its end.
    if (!(failure instanceof IOException)) {
      LOG.debugf("A client of the management port left: %s", failure.getMessage());
    }
  }

  /** Targets that are no path, and bodies that cannot be read, whoever was to take them. */
  private static void failUnserved(RoutingContext routing) {
    if (routing.statusCode() == 404) {
      refuseUnknown(routing);
    } else if (UnreadBody.isWhy(routing)) {
      answer(routing, UnreadBody.problem(routing));
    } else {
      routing.next();
    }
  }

  private static void refuseUnknown(RoutingContext routing) {
    answer(routing, new Problem(ProblemType.NOT_FOUND, TargetFault.UNKNOWN.sentence()));
  }

  /** Not observed, as nothing else on this port is that was sent in form: it is no traffic. */
  private static void answer(RoutingContext routing, Problem problem) {
    RequestContext request = new RequestContext(routing.request());
    request.response().endHandler(ended -> request.release());
    ProblemAnswer.write(request, problem);
  }

  /** The reader of bodies fails with 200 where it is not their length or their form. */
  private static boolean hasLeft(RoutingContext routing) {
    Throwable failure = routing.failure();
    return routing.statusCode() == 200
        && (failure instanceof IOException
            || failure instanceof HttpClosedException
            || failure instanceof StreamResetException);
  }

  /** HTTP/2 without {@code :authority}, which the check of heads lets pass. */
  private static boolean isOddAuthority(RoutingContext routing) {
    return routing.statusCode() == 400 && routing.failure() instanceof VertxException;
  }
}
