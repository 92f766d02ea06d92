package dev.bimgate.gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.gateway.context.CommonHeaders;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemResponse;
import dev.bimgate.gateway.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * The stages of an admin call, in order: token, method, body, the call itself. Each response is
 * counted once.
 */
public final class AdminRoutes {

  private static final Logger LOG = Logger.getLogger(AdminRoutes.class);

  private static final String CHALLENGE = "Bearer realm=\"bimplus-gateway-admin\"";

  private final AdminToken token;
  private final AdminMeters meters;
  private final List<AdminCall> calls;

  AdminRoutes(AdminToken token, AdminMeters meters, List<AdminCall> calls) {
    this.token = token;
    this.meters = meters;
    this.calls = calls;
  }

  /** All admin calls, for whoever has that token. */
  public static AdminRoutes of(AdminToken token, AdminMeters meters, AdminReach reach) {
    ListSelector lists = new ListSelector(reach.targets(), reach.callers());
    return new AdminRoutes(
        token,
        meters,
        List.of(
            new DenyCall(reach.revocations(), reach.clock()),
            new PurgeCall(reach.purge(), lists, reach.callers()),
            new BypassCall(reach.bypass(), reach.sharedBypass()),
            new ExplainCall(reach.cache(), reach.bypass(), reach.calls(), reach.peers(), lists),
            new BudgetCall(reach.calls(), lists)));
  }

  /**
   * Registers the calls on the management port.
   *
   * @param router reads and bounds bodies first: what it rejects arrives here as a failure
   */
  public void serve(Router router) {
    for (AdminCall call : calls) {
      router
          .route(call.action().path())
          .handler(routing -> arrive(routing, call))
          .failureHandler(routing -> arrive(routing, call));
    }
  }

  private void arrive(RoutingContext routing, AdminCall call) {
    if (!routing.request().path().equals(call.action().path())) {
      routing.next();
      return;
    }
    RequestContext request = new RequestContext(routing.request());
    request.response().endHandler(ended -> request.release());
    request.onDefect(defect -> failed(request, call, defect));
    request.step(() -> handle(routing, request, call));
  }

  private void handle(RoutingContext routing, RequestContext request, AdminCall call) {
    List<String> authorization = routing.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    if (!token.isIn(authorization)) {
      reject(request, call, AdminResult.UNAUTHENTICATED, notTheOperator(authorization));
    } else if (!call.methods().contains(request.method())) {
      reject(
          request,
          call,
          AdminResult.BAD_METHOD,
          Problem.methodNotAllowed("This call", call.methods()));
    } else if (routing.failed()) {
      reject(request, call, AdminResult.BAD_BODY, UnreadBody.problem(routing));
    } else {
      respond(routing, request, call);
    }
  }

  private void respond(RoutingContext routing, RequestContext request, AdminCall call) {
    Buffer body = routing.body().buffer();
    String query = routing.request().query();
    AdminRequest asked =
        new AdminRequest(
            request.id(),
            request.method(),
            query == null ? "" : query,
            routing.request().headers(),
            body == null ? new byte[0] : body.getBytes());
    routing
        .vertx()
        .executeBlocking(() -> call.respond(asked), false)
        .onSuccess(done -> request.step(() -> tell(request, call, done)))
        .onFailure(failure -> request.step(() -> failed(request, call, failure)));
  }

  private void tell(RequestContext request, AdminCall call, ObjectNode done) {
    meters.ended(call.action(), AdminResult.DONE);
    HttpServerResponse response = request.response();
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    CommonHeaders.complete(request, response.headers());
    response.end(done.toString());
  }

  private void failed(RequestContext request, AdminCall call, Throwable failure) {
    if (failure instanceof AdminRejectedException rejected) {
      reject(request, call, rejected.result(), rejected.problem());
      return;
    }
    LOG.errorf(failure, "Admin call %s failed", request.id());
    reject(
        request,
        call,
        AdminResult.FAILED,
        new Problem(ProblemType.INTERNAL, "The gateway failed to execute this call."));
  }

  private void reject(RequestContext request, AdminCall call, AdminResult result, Problem problem) {
    meters.ended(call.action(), result);
    ProblemResponse.write(request, problem);
  }

  /** No {@code error} without a credential (RFC 6750, section 3.1). */
  private static Problem notTheOperator(List<String> authorization) {
    String error = authorization.isEmpty() ? "" : ", error=\"invalid_token\"";
    return new Problem(
        ProblemType.ADMIN_TOKEN_REQUIRED,
        "Send Authorization: Bearer with the token of gateway.admin.token.",
        Map.of("WWW-Authenticate", CHALLENGE + error));
  }
}
