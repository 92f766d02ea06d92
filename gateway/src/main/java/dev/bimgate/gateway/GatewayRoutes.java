package dev.bimgate.gateway;

import dev.bimgate.gateway.context.CallerIdentity;
import dev.bimgate.gateway.context.ProtocolError;
import dev.bimgate.gateway.context.RejectedBody;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.RouteName;
import dev.bimgate.gateway.context.SendTimeout;
import dev.bimgate.gateway.context.StageSpan;
import dev.bimgate.gateway.context.TraceStage;
import dev.bimgate.gateway.context.target.TargetError;
import dev.bimgate.gateway.context.target.TargetParser;
import dev.bimgate.gateway.cors.CorsCheck;
import dev.bimgate.gateway.drain.Drain;
import dev.bimgate.gateway.drain.DrainPhase;
import dev.bimgate.gateway.limits.LoginLimit;
import dev.bimgate.gateway.lists.ListHandler;
import dev.bimgate.gateway.observe.RequestObserver;
import dev.bimgate.gateway.passthrough.PassthroughHandler;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemResponse;
import dev.bimgate.gateway.problem.ProblemType;
import dev.bimgate.gateway.protocol.ValidatorProvider;
import dev.bimgate.gateway.routes.CachedRoute;
import dev.bimgate.gateway.token.ProtectedResource;
import dev.bimgate.gateway.token.TokenGate;
import dev.bimgate.gateway.token.legacy.LegacyDeprecation;
import dev.bimgate.gateway.token.parse.LastToken;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import dev.bimgate.gateway.token.result.RejectionReason;
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

  private final CorsCheck cors;
  private final Drain drain;
  private final OverloadCheck overload;
  private final RequestObserver observer;
  private final ProtocolErrorHandler protocolErrors;
  private final TargetParser targets;
  private final GatewayEndpoints endpoints;
  private final ProtectedResource resource;
  private final TokenGate tokenGate;
  private final LoginLimit logins;
  private final LegacyDeprecation deprecation;
  private final ListHandler lists;
  private final PassthroughHandler passthrough;

  GatewayRoutes(
      CorsCheck browsers,
      Drain drain,
      OverloadCheck overload,
      RequestObserver observer,
      TargetParser targets,
      GatewayEndpoints own,
      ProtectedResource resource,
      TokenGate tokens,
      LoginLimit logins,
      LegacyDeprecation deprecation,
      ListHandler lists,
      PassthroughHandler passthrough) {
    this.cors = browsers;
    this.drain = drain;
    this.overload = overload;
    this.observer = observer;
    this.protocolErrors = new ProtocolErrorHandler(observer);
    this.targets = targets;
    this.endpoints = own;
    this.resource = resource;
    this.tokenGate = tokens;
    this.logins = logins;
    this.deprecation = deprecation;
    this.lists = lists;
    this.passthrough = passthrough;
  }

  void routes(@Observes Router router, Vertx vertx) {
    ValidatorProvider.verify(vertx);
    if (cors.isNeeded()) {
      router.route().order(BEFORE_THE_FILTER).handler(this::arriveFromBrowser);
    }
    // The failure handler gets what the router rejects before any route: odd targets and hosts.
    router.route().order(BEFORE_THE_REST).handler(this::arrive).failureHandler(this::arrive);
  }

  /** Requests from allowed origins go on to Quarkus's filter, which adds the CORS headers. */
  private void arriveFromBrowser(RoutingContext routing) {
    routing.response().headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    if (cors.goesOn(routing.request())) {
      routing.next();
    } else {
      arrive(routing, request -> respondToBrowser(request, routing::next));
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
    request.onDefect(defect -> respondToDefect(request, defect));
    observer.watch(request);
    ProtocolError inBody = null;
    if (request.announcesBody()) {
      // No byte of the body may be lost while a stage waits.
      arrived.pause();
      inBody = RejectedBody.respondWith(request, error -> protocolErrors.reject(request, error));
    }
    SendTimeout.whenRead(request, stagesOf(request, stages, inBody));
  }

  private Runnable stagesOf(
      RequestContext request, Consumer<RequestContext> stages, @Nullable ProtocolError inBody) {
    if (inBody != null) {
      return () -> protocolErrors.reject(request, inBody);
    }
    return () -> {
      stages.accept(request);
      overload.countIfWaiting(request);
    };
  }

  /** The stages of a preflight, and of a request from an origin that is not allowed. */
  private void respondToBrowser(RequestContext request, Runnable filter) {
    if (!isRejectedByHead(request) && !isPathRejected(request)) {
      cors.respond(request, filter);
    }
  }

  private void handle(RequestContext request) {
    if (isRejectedByHead(request)) {
      return;
    }
    List<String> authorization = request.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    deprecation.announceToToken(request, authorization);
    if (isPathRejected(request) || overload.isRejected(request)) {
      return;
    }
    deprecation.announceToLogin(request);
    if (isPreflight(request) || endpoints.respond(request) || MethodCheck.isRejected(request)) {
      return;
    }
    if (isOpen(request)) {
      if (!deprecation.isLoginGone(request) && !isLoginLimited(request)) {
        serve(request);
      }
    } else {
      admit(request, authorization, () -> serve(request));
    }
  }

  private static void respondToDefect(RequestContext request, RuntimeException defect) {
    LOG.errorf(defect, "Request %s failed", request.id());
    ProblemResponse.write(
        request, new Problem(ProblemType.INTERNAL, "The gateway failed to process this request."));
  }

  private boolean isRejectedByHead(RequestContext request) {
    return isTooLate(request)
        || protocolErrors.isRejected(request)
        || MethodCheck.isWholeServer(request);
  }

  private boolean isTooLate(RequestContext request) {
    if (drain.phase() != DrainPhase.FINISHING) {
      return false;
    }
    ProblemResponse.write(
        request,
        new Problem(
            ProblemType.SHUTTING_DOWN,
            "The gateway is shutting down. Retry on a new connection.",
            Map.of("Retry-After", "1")));
    return true;
  }

  private boolean isPathRejected(RequestContext request) {
    TargetParser.Reading reading = targets.read(request.request().uri());
    if (reading instanceof TargetParser.Accepted accepted) {
      request.target(accepted.target());
      return false;
    }
    TargetError error = ((TargetParser.Rejected) reading).error();
    request.outcome().cause(error);
    ProblemType type = error == TargetError.UNKNOWN ? ProblemType.NOT_FOUND : ProblemType.BAD_PATH;
    ProblemResponse.write(request, new Problem(type, error.sentence()));
    return true;
  }

  /** A preflight that Quarkus's filter did not handle: CORS is off. */
  private static boolean isPreflight(RequestContext request) {
    boolean preflight = CorsCheck.isPreflight(request.request());
    if (preflight) {
      request.outcome().route(RouteName.PREFLIGHT);
      CorsCheck.reject(request, "Requests from other origins are not allowed.");
    }
    return preflight;
  }

  private static boolean isOpen(RequestContext request) {
    return request.method().equals(OPEN.get(request.target().path()));
  }

  /** Rejects a request without credential if too many came from its client. */
  private boolean isLoginLimited(RequestContext request) {
    Problem problem = logins.of(request.request()).check();
    if (problem == null) {
      return false;
    }
    request.outcome().cause(RejectionReason.LOGIN_LIMITED);
    ProblemResponse.write(request, problem);
    return true;
  }

  /** Authenticates the caller; at once for a verified token in memory. */
  private void admit(RequestContext request, List<String> authorization, Runnable next) {
    StageSpan span = request.trace().start(TraceStage.TOKEN);
    CompletionStage<AuthenticationResult> admission =
        tokenGate.authenticate(
            authorization,
            LastToken.of(request.request().connection()),
            logins.of(request.request()));
    CompletableFuture<AuthenticationResult> known = admission.toCompletableFuture();
    if (known.isDone()) {
      admitted(request, span, known.join(), next);
    } else {
      admission.thenAccept(
          found ->
              request.onEventLoop(
                  () -> {
                    admitted(request, span, found, next);
                    overload.countForUser(request);
                  }));
    }
  }

  private void admitted(
      RequestContext request, StageSpan span, AuthenticationResult result, Runnable next) {
    span.end(result instanceof AuthenticationResult.Rejected rejected ? rejected.cause() : null);
    if (request.isOver()) {
      return;
    }
    if (result instanceof AuthenticationResult.Authenticated authenticated) {
      request.identity(new CallerIdentity(authenticated.caller(), authenticated.expiresAt()));
      next.run();
      return;
    }
    AuthenticationResult.Rejected rejected = (AuthenticationResult.Rejected) result;
    request.outcome().cause(rejected.cause());
    resource.challenge(request.response().headers(), rejected.problem().type());
    ProblemResponse.write(request, rejected.problem());
  }

  private void serve(RequestContext request) {
    if (deprecation.isLoginGone(request) || overload.isShareUsed(request)) {
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
