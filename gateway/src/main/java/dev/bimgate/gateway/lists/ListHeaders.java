package dev.bimgate.gateway.lists;

import dev.bimgate.cache.model.Header;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which headers of Bimplus's response belong to the list, and which to this response alone. */
final class ListHeaders {

  /** Set on each response, or describing a coding and length that are ours to choose. */
  private static final Set<String> OURS = Set.of("age", "content-length", "etag", "accept-ranges");

  /** Bimplus's caching headers: sent where they apply. */
  private static final Set<String> ABOUT_REUSE =
      Set.of("cache-control", "expires", "pragma", "warning");

  /** Of one response: never served again (RFC 9111, section 3.1, and the contract). */
  private static final Set<String> OF_THE_CALL =
      Set.of(
          "set-cookie",
          "set-cookie2",
          "cache-status",
          "traceparent",
          "tracestate",
          "request-id",
          "x-request-id",
          "x-upstream-request-id",
          "x-correlation-id",
          "x-trace-id",
          "x-amzn-trace-id",
          "server-timing");

  /** Of a response that is served once: never stored. */
  private static final Set<String> NOT_KEPT = Set.of("www-authenticate", "alt-svc");

  private ListHeaders() {}

  /**
   * The headers to store with a list.
   *
   * @param withReuse whether Bimplus's caching headers are among them
   */
  static List<Header> stored(MultiMap endToEnd, boolean withReuse) {
    return select(
        endToEnd,
        name ->
            isOfTheResponse(name)
                && !NOT_KEPT.contains(name)
                && (withReuse || !ABOUT_REUSE.contains(name)));
  }

  /** The headers of a response that is not stored, for all who wait for it. */
  static List<Header> passed(MultiMap endToEnd, boolean withReuse) {
    return select(
        endToEnd, name -> isOfTheResponse(name) && (withReuse || !ABOUT_REUSE.contains(name)));
  }

  private static boolean isOfTheResponse(String name) {
    return !OURS.contains(name) && !isOfTheCall(name);
  }

  /** The headers for the request that started the load, and for no other. */
  static List<Header> ofTheCall(MultiMap endToEnd) {
    return select(endToEnd, name -> isOfTheCall(name) && !name.endsWith("request-id"));
  }

  private static List<Header> select(MultiMap headers, Predicate<String> lowerCaseName) {
    List<Header> selected = new ArrayList<>();
    for (Map.Entry<String, String> field : headers) {
      if (lowerCaseName.test(field.getKey().toLowerCase(Locale.ROOT)) && !isOurVary(field)) {
        selected.add(new Header(field.getKey(), field.getValue()));
      }
    }
    return List.copyOf(selected);
  }

  /** {@code Vary: Accept-Encoding} is written on each list anyway. */
  private static boolean isOurVary(Map.Entry<String, String> field) {
    return field.getKey().equalsIgnoreCase("Vary")
        && field.getValue().trim().equalsIgnoreCase("Accept-Encoding");
  }

  /** True for {@code application/json} and its kin, with any parameters. */
  static boolean isJson(List<String> contentTypeLines) {
    if (contentTypeLines.isEmpty()) {
      return false;
    }
    String contentType = contentTypeLines.get(0);
    int semicolon = contentType.indexOf(';');
    String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    String lower = type.trim().toLowerCase(Locale.ROOT);
    return lower.equals("application/json") || lower.equals("text/json") || lower.endsWith("+json");
  }

  private static boolean isOfTheCall(String name) {
    return OF_THE_CALL.contains(name)
        || name.startsWith("x-ratelimit-")
        || name.startsWith("ratelimit")
        || name.startsWith("x-b3-");
  }
}
