package dev.bimgate.gateway;

import dev.bimgate.gateway.context.Outcome;
import dev.bimgate.gateway.context.ProtocolError;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.observe.RequestObserver;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemResponse;
import dev.bimgate.gateway.problem.ProblemType;
import java.util.Map;

/** The response to requests that two servers could read differently. */
final class ProtocolErrorHandler {

  private final RequestObserver observer;

  ProtocolErrorHandler(RequestObserver observer) {
    this.observer = observer;
  }

  /** Responds if the request was rejected before the stages, and says whether it was. */
  boolean isRejected(RequestContext request) {
    ProtocolError error = ProtocolError.of(request.request());
    if (error == null) {
      return false;
    }
    reject(request, error);
    return true;
  }

  /** Responds to a request with this error, unless it is over. */
  void reject(RequestContext request, ProtocolError error) {
    if (request.isOver()) {
      return;
    }
    request.outcome().cause(error);
    observer.protocolError(error);
    if (error.isSentAsReset()) {
      request.outcome().result(Outcome.REFUSED_REQUEST);
      request.rejectByReset();
      return;
    }
    Map<String, String> fields =
        error == ProtocolError.CONNECT_METHOD ? Map.of("Allow", MethodCheck.ALLOWED) : Map.of();
    ProblemResponse.writeAndClose(request, new Problem(typeOf(error), error.sentence(), fields));
  }

  private static ProblemType typeOf(ProtocolError error) {
    return switch (error) {
      case CONNECT_METHOD -> ProblemType.METHOD_NOT_ALLOWED;
      case TIMEOUT -> ProblemType.REQUEST_TIMEOUT;
      case LINE_TOO_LONG -> ProblemType.URI_TOO_LONG;
      case EXPECTATION -> ProblemType.EXPECTATION_FAILED;
      case FIELDS_TOO_LARGE -> ProblemType.HEADERS_TOO_LARGE;
      default -> ProblemType.MALFORMED_REQUEST;
    };
  }
}
