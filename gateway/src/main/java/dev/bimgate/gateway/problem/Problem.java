package dev.bimgate.gateway.problem;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An error as it is told to the client.
 *
 * @param type what kind of error
 * @param detail this occurrence in one or two sentences; nothing of Bimplus's insides, never a
 *     credential
 * @param fields response fields that belong to it, such as {@code Retry-After}
 */
public record Problem(ProblemType type, String detail, Map<String, String> fields) {

  public Problem(ProblemType type, String detail) {
    this(type, detail, Map.of());
  }

  /**
   * A method that is not served: 405 with {@code Allow} (RFC 9110, section 15.5.6).
   *
   * @param what is asked with that method, as a subject: "This path"
   * @param allowed the methods that it takes
   */
  public static Problem methodNotAllowed(String what, List<HttpMethod> allowed) {
    String names = allowed.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    return new Problem(
        ProblemType.METHOD_NOT_ALLOWED, what + " takes " + names + '.', Map.of("Allow", names));
  }
}
