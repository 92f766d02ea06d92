package dev.bimgate.gateway;

import dev.bimgate.gateway.context.HeadFault;
import dev.bimgate.gateway.context.Outcome;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.observe.RequestObserver;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemAnswer;
import dev.bimgate.gateway.problem.ProblemType;
import java.util.Map;

/** The response to requests that two servers could read differently. */
final class HeadRefusal {

  private final RequestObserver observer;

  HeadRefusal(RequestObserver observer) {
    this.observer = observer;
  }

  /** Responds if the request was rejected before the stages, and says whether it was. */
  boolean isRefused(RequestContext request) {
    HeadFault fault = HeadFault.of(request.request());
    if (fault == null) {
      return false;
    }
    refuse(request, fault);
    return true;
  }

  /** Responds to a request with this error, unless it is over. */
  void refuse(RequestContext request, HeadFault fault) {
    if (request.isOver()) {
      return;
    }
    request.outcome().cause(fault);
    observer.refused(fault);
    if (fault.isAnsweredByReset()) {
      request.outcome().result(Outcome.REFUSED_REQUEST);
      request.rejectByReset();
      return;
    }
    Map<String, String> fields =
        fault == HeadFault.CONNECT_METHOD ? Map.of("Allow", MethodCheck.ALLOWED) : Map.of();
    ProblemAnswer.writeAndClose(request, new Problem(typeOf(fault), fault.sentence(), fields));
  }

  private static ProblemType typeOf(HeadFault fault) {
    return switch (fault) {
      case CONNECT_METHOD -> ProblemType.METHOD_NOT_ALLOWED;
      case TIMEOUT -> ProblemType.REQUEST_TIMEOUT;
      case LINE_TOO_LONG -> ProblemType.URI_TOO_LONG;
      case EXPECTATION -> ProblemType.EXPECTATION_FAILED;
      case FIELDS_TOO_LARGE -> ProblemType.HEADERS_TOO_LARGE;
      default -> ProblemType.MALFORMED_REQUEST;
    };
  }
}
