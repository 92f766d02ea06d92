package dev.bimgate.gateway.token.keys;

import dev.bimgate.client.UpstreamException;
import dev.bimgate.client.UpstreamFailure;
import dev.bimgate.gateway.context.GatewayEndpoint;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.RouteName;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemResponse;
import dev.bimgate.gateway.problem.ProblemType;
import dev.bimgate.gateway.problem.UpstreamProblem;
import dev.bimgate.gateway.token.result.KeyFetch;
import io.vertx.core.AsyncResult;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Serves the discovery document of Bimplus (OpenID Connect Discovery 1.0, section 4) from memory:
 * no request of a client causes a call.
 */
public final class DiscoveryEndpoint {

  public static final String PATH = "/v2/.well-known/openid-configuration";

  private static final String FOR_FIVE_MINUTES = "max-age=300";

  private static final String JSON = "application/json";

  /** The document is fetched at most once a minute. */
  private static final Map<String, String> AFTER_NEXT_FETCH = Map.of("Retry-After", "60");

  private final IssuerKeys keys;

  private DiscoveryEndpoint(IssuerKeys keys) {
    this.keys = keys;
  }

  /** The route of the document. */
  public static GatewayEndpoint route(IssuerKeys keys) {
    return new GatewayEndpoint(
        PATH,
        RouteName.DISCOVERY,
        List.of(HttpMethod.GET, HttpMethod.HEAD),
        new DiscoveryEndpoint(keys)::respond);
  }

  private void respond(RequestContext request) {
    keys.discoveryDocument()
        .onComplete(fetched -> request.onEventLoop(() -> respond(request, fetched)));
  }

  private static void respond(RequestContext request, AsyncResult<DocumentFetch.Document> fetched) {
    if (request.isOver()) {
      return;
    }
    if (fetched.failed()) {
      ProblemResponse.write(request, problem(KeyFetchException.resultOf(fetched.cause())));
      return;
    }
    DocumentFetch.Document document = fetched.result();
    String type = Objects.requireNonNullElse(document.contentType(), JSON);
    GatewayEndpoint.respond(request, type, FOR_FIVE_MINUTES, document.body());
  }

  /** The problem while there is no document, as for any failed request to Bimplus. */
  static Problem problem(KeyFetch result) {
    return switch (result) {
      case UNREACHABLE -> of(UpstreamFailure.UNREACHABLE);
      case TIMED_OUT -> of(UpstreamFailure.TIMEOUT);
      case BAD_STATUS ->
          new Problem(
              ProblemType.UPSTREAM_UNAVAILABLE,
              "Bimplus cannot serve its discovery document now; retry.",
              AFTER_NEXT_FETCH);
      default -> of(UpstreamFailure.MALFORMED);
    };
  }

  private static Problem of(UpstreamFailure failure) {
    return UpstreamProblem.of(new UpstreamException(failure));
  }
}
