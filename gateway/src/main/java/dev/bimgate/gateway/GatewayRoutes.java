package dev.bimgate.gateway;

import dev.bimgate.gateway.context.CallerIdentity;
import dev.bimgate.gateway.context.HeadFault;
import dev.bimgate.gateway.context.RefusedBody;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.RouteName;
import dev.bimgate.gateway.context.TargetFault;
import dev.bimgate.gateway.context.TargetReader;
import dev.bimgate.gateway.context.Turn;
import dev.bimgate.gateway.drain.Drain;
import dev.bimgate.gateway.drain.DrainPhase;
import dev.bimgate.gateway.heads.HeadCheckProvider;
import dev.bimgate.gateway.lists.ListHandler;
import dev.bimgate.gateway.observe.RequestObserver;
import dev.bimgate.gateway.passthrough.PassthroughHandler;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemAnswer;
import dev.bimgate.gateway.problem.ProblemType;
import dev.bimgate.gateway.routes.CachedRoute;
import dev.bimgate.gateway.token.Admission;
import dev.bimgate.gateway.token.OldLogins;
import dev.bimgate.gateway.token.ProtectedResource;
import dev.bimgate.gateway.token.TokenGate;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Every stage of a request, in order, in {@link #handle}: start reading here.
 *
 * <p>A stage either responds and says so, or lets the request on. Whatever responds, the observer
 * records one log line and one timing.
 */
@Singleton
public class GatewayRoutes {

  private static final Logger LOG = Logger.getLogger(GatewayRoutes.class);

  /** Before Quarkus's CORS filter. */
  private static final int BEFORE_THE_FILTER = -1_000;

  /** After Quarkus's CORS filter, before everything else that Quarkus has. */
  private static final int BEFORE_THE_REST = -100;

  /** Accepted without a credential; nothing else is. */
  private static final Map<String, HttpMethod> OPEN =
      Map.of(
          "/v2/.well-known/openid-configuration", HttpMethod.GET,
          "/v2/authorize", HttpMethod.POST,
          "/v2/auth-forgot", HttpMethod.POST);

  private final BrowserCheck browsers;
  private final Drain drain;
  private final RequestObserver observer;
  private final HeadRefusal heads;
  private final TargetReader targets;
  private final OwnRoutes own;
  private final ProtectedResource resource;
  private final TokenGate tokens;
  private final OldLogins oldLogins;
  private final ListHandler lists;
  private final PassthroughHandler passthrough;

  GatewayRoutes(
      BrowserCheck browsers,
      Drain drain,
      RequestObserver observer,
      TargetReader targets,
      OwnRoutes own,
      ProtectedResource resource,
      TokenGate tokens,
      OldLogins oldLogins,
      ListHandler lists,
      PassthroughHandler passthrough) {
    this.browsers = browsers;
    this.drain = drain;
    this.observer = observer;
    this.heads = new HeadRefusal(observer);
    this.targets = targets;
    this.own = own;
    this.resource = resource;
    this.tokens = tokens;
    this.oldLogins = oldLogins;
    this.lists = lists;
    this.passthrough = passthrough;
  }

  void routes(@Observes Router router, Vertx vertx) {
    HeadCheckProvider.verify(vertx);
    if (browsers.isNeeded()) {
      router.route().order(BEFORE_THE_FILTER).handler(this::arriveFromBrowser);
    }
    // The failure handler gets what the router rejects before any route: odd targets and hosts.
    router.route().order(BEFORE_THE_REST).handler(this::arrive).failureHandler(this::arrive);
  }

  /** Requests from allowed origins go on to Quarkus's filter, which adds the CORS headers. */
  private void arriveFromBrowser(RoutingContext routing) {
    routing.response().headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    if (browsers.goesOn(routing.request())) {
      routing.next();
    } else {
      arrive(routing, request -> answerBrowser(request, routing::next));
    }
  }

  private void arrive(RoutingContext routing) {
    arrive(routing, this::handle);
  }

  private void arrive(RoutingContext routing, Consumer<RequestContext> stages) {
    HttpServerRequest arrived = routing.request();
    RequestContext request = new RequestContext(arrived);
    if (!drain.begin(request)) {
      return;
    }
    request.onDefect(defect -> answerDefect(request, defect));
    observer.watch(request);
    HeadFault inBody = null;
    if (request.announcesBody()) {
      // No byte of the body may be lost while a stage waits.
      arrived.pause();
      inBody = RefusedBody.answerWith(request, fault -> heads.refuse(request, fault));
    }
    Turn.take(request, stagesOf(request, stages, inBody));
  }

  private Runnable stagesOf(
      RequestContext request, Consumer<RequestContext> stages, @Nullable HeadFault inBody) {
    return inBody == null ? () -> stages.accept(request) : () -> heads.refuse(request, inBody);
  }

  /** The stages of a preflight, and of a request from an origin that is not allowed. */
  private void answerBrowser(RequestContext request, Runnable filter) {
    if (!isAnsweredByHead(request) && !isPathRefused(request)) {
      browsers.answer(request, filter);
    }
  }

  private void handle(RequestContext request) {
    if (isAnsweredByHead(request)) {
      return;
    }
    List<String> authorization = request.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    oldLogins.announceToToken(request, authorization);
    if (isPathRefused(request)) {
      return;
    }
    oldLogins.announceToLogin(request);
    if (isPreflight(request) || own.answer(request) || MethodCheck.isRefused(request)) {
      return;
    }
    if (isOpen(request)) {
      serve(request);
    } else {
      admit(request, authorization, () -> serve(request));
    }
  }

  private static void answerDefect(RequestContext request, RuntimeException defect) {
    LOG.errorf(defect, "Request %s failed", request.id());
    ProblemAnswer.write(
        request, new Problem(ProblemType.INTERNAL, "The gateway failed to process this request."));
  }

  private boolean isAnsweredByHead(RequestContext request) {
    return isTooLate(request) || heads.isRefused(request) || MethodCheck.isWholeServer(request);
  }

  private boolean isTooLate(RequestContext request) {
    if (drain.phase() != DrainPhase.FINISHING) {
      return false;
    }
    ProblemAnswer.write(
        request,
        new Problem(
            ProblemType.SHUTTING_DOWN,
            "The gateway is shutting down. Retry on a new connection.",
            Map.of("Retry-After", "1")));
    return true;
  }

  private boolean isPathRefused(RequestContext request) {
    TargetReader.Reading reading = targets.read(request.request().uri());
    if (reading instanceof TargetReader.Accepted accepted) {
      request.target(accepted.target());
      return false;
    }
    TargetFault fault = ((TargetReader.Refused) reading).fault();
    request.outcome().cause(fault);
    ProblemType type = fault == TargetFault.UNKNOWN ? ProblemType.NOT_FOUND : ProblemType.BAD_PATH;
    ProblemAnswer.write(request, new Problem(type, fault.sentence()));
    return true;
  }

  /** A preflight that Quarkus's filter did not handle: CORS is off. */
  private static boolean isPreflight(RequestContext request) {
    boolean preflight = BrowserCheck.isPreflight(request.request());
    if (preflight) {
      request.outcome().route(RouteName.PREFLIGHT);
      BrowserCheck.refuse(request, "Requests from other origins are not allowed.");
    }
    return preflight;
  }

  private static boolean isOpen(RequestContext request) {
    return request.method().equals(OPEN.get(request.target().path()));
  }

  /** Authenticates the caller; at once for a verified token in memory. */
  private void admit(RequestContext request, List<String> authorization, Runnable next) {
    CompletionStage<Admission> admission = tokens.admit(authorization);
    CompletableFuture<Admission> known = admission.toCompletableFuture();
    if (known.isDone()) {
      admitted(request, known.join(), next);
    } else {
      admission.thenAccept(found -> request.onEventLoop(() -> admitted(request, found, next)));
    }
  }

  private void admitted(RequestContext request, Admission admission, Runnable next) {
    if (request.isOver()) {
      return;
    }
    if (admission instanceof Admission.Admitted admitted) {
      request.identity(new CallerIdentity(admitted.caller(), admitted.expiresAt()));
      next.run();
      return;
    }
    Admission.Refused refused = (Admission.Refused) admission;
    request.outcome().cause(refused.cause());
    resource.challenge(request.response().headers(), refused.problem().type());
    ProblemAnswer.write(request, refused.problem());
  }

  private void serve(RequestContext request) {
    if (oldLogins.isLoginGone(request)) {
      return;
    }
    Optional<CachedRoute> cached = CachedRoute.of(request.method(), request.target());
    if (cached.isPresent()) {
      lists.handle(request, cached.get());
    } else {
      passthrough.handle(request);
    }
  }
}
