package dev.bimgate.gateway.problem;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An error response to the client.
 *
 * @param type the kind of error
 * @param detail this occurrence in one or two sentences; no internals of Bimplus, no credential
 * @param fields response headers that belong to it, such as {@code Retry-After}
 */
public record Problem(ProblemType type, String detail, Map<String, String> fields) {

  public Problem(ProblemType type, String detail) {
    this(type, detail, Map.of());
  }

  /** A request for which the gateway has no room: 503 with {@code Retry-After}. */
  public static Problem overloaded() {
    return new Problem(
        ProblemType.OVERLOADED,
        "Too many requests are waiting in the gateway; retry.",
        Map.of("Retry-After", "1"));
  }

  /**
   * A method that is not allowed: 405 with {@code Allow} (RFC 9110, section 15.5.6).
   *
   * @param what the target as a subject: "This path"
   * @param allowed the methods that it accepts
   */
  public static Problem methodNotAllowed(String what, List<HttpMethod> allowed) {
    String names = allowed.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    return new Problem(
        ProblemType.METHOD_NOT_ALLOWED, what + " supports " + names + '.', Map.of("Allow", names));
  }
}
