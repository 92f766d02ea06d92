package dev.bimgate.gateway.token.logout;

import dev.bimgate.gateway.context.CommonHeaders;
import dev.bimgate.gateway.context.GatewayEndpoint;
import dev.bimgate.gateway.context.Outcome;
import dev.bimgate.gateway.context.RequestBody;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.RouteName;
import dev.bimgate.gateway.context.http.BoundedBody;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemResponse;
import dev.bimgate.gateway.problem.ProblemType;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The back-channel logout endpoint (OpenID Connect Back-Channel Logout 1.0, sections 2.5 to 2.8).
 */
public final class BackchannelLogoutHandler {

  private static final String FORM = "application/x-www-form-urlencoded";

  private final BackchannelLogout logout;

  private BackchannelLogoutHandler(BackchannelLogout logout) {
    this.logout = logout;
  }

  /** The route of the endpoint. */
  public static GatewayEndpoint route(BackchannelLogout logout) {
    return new GatewayEndpoint(
        "/oidc/backchannel-logout",
        RouteName.LOGOUT,
        List.of(HttpMethod.POST),
        new BackchannelLogoutHandler(logout)::respond);
  }

  private void respond(RequestContext request) {
    HttpServerRequest arrived = request.request();
    if (!isForm(arrived.headers())) {
      reject(
          request,
          LogoutError.MEDIA_TYPE,
          new Problem(
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              "Send application/x-www-form-urlencoded without a content coding."));
    } else if (!request.announcesBody()) {
      rejectForm(request);
    } else {
      // A reset: an unauthenticated sender has no claim to more time.
      RequestBody.readShort(request, read -> hear(request, read), request::cutOff);
    }
  }

  private void hear(RequestContext request, BoundedBody body) {
    if (!body.whole()) {
      reject(
          request,
          LogoutError.BODY_TOO_LONG,
          new Problem(ProblemType.CONTENT_TOO_LARGE, "The body is larger than 16,384 bytes."));
      return;
    }
    String token = token(body.bytes().toString());
    if (token == null) {
      rejectForm(request);
      return;
    }
    logout.hear(token).thenAccept(heard -> request.onEventLoop(() -> tell(request, heard)));
  }

  private static void tell(RequestContext request, BackchannelLogout.Heard heard) {
    if (request.isOver()) {
      return;
    }
    if (heard instanceof BackchannelLogout.Heard.Rejected rejected) {
      reject(request, rejected.cause(), rejected.problem());
      return;
    }
    request.outcome().result(Outcome.GATEWAY);
    HttpServerResponse response = request.response();
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.putHeader(HttpHeaders.CONTENT_LENGTH, "0");
    CommonHeaders.complete(request, response.headers());
    response.setStatusCode(200).end();
  }

  private static void rejectForm(RequestContext request) {
    reject(
        request,
        LogoutError.FORM,
        new Problem(ProblemType.INVALID_BODY, "The form must contain logout_token once."));
  }

  private static void reject(RequestContext request, Enum<?> cause, Problem problem) {
    request.outcome().cause(cause);
    ProblemResponse.write(request, problem);
  }

  /** Whether a body with these headers is a form without content coding. */
  static boolean isForm(MultiMap headers) {
    List<String> types = headers.getAll(HttpHeaders.CONTENT_TYPE);
    if (types.size() != 1 || headers.contains(HttpHeaders.CONTENT_ENCODING)) {
      return false;
    }
    String type = types.get(0).split(";", 2)[0].strip();
    return type.toLowerCase(Locale.ROOT).equals(FORM);
  }

  /**
   * The only {@code logout_token}; null if there is none or several, or the form is malformed.
   * Other parameters are ignored.
   */
  static @Nullable String token(String form) {
    List<String> found = new ArrayList<>();
    try {
      for (String parameter : form.split("&", -1)) {
        String[] parts = parameter.split("=", 2);
        if (decoded(parts[0]).equals("logout_token")) {
          found.add(parts.length == 2 ? decoded(parts[1]) : "");
        }
      }
    } catch (IllegalArgumentException outOfForm) {
      return null;
    }
    return found.size() == 1 && !found.get(0).isEmpty() ? found.get(0) : null;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
