package dev.bimgate.gateway.lists;

import dev.bimgate.cache.Field;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which fields of Bimplus's answer belong to the list, and which to the call that brought it. */
final class ListFields {

  /** Written anew on each answer, or describing a coding and length that are ours to choose. */
  private static final Set<String> OURS = Set.of("age", "content-length", "etag", "accept-ranges");

  /** What Bimplus says about telling it again: told where its word counts. */
  private static final Set<String> ABOUT_REUSE =
      Set.of("cache-control", "expires", "pragma", "warning");

  /** Of one exchange: never told again (RFC 9111, section 3.1, and the contract). */
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

  /** Of an answer that is told once: no part of what is kept. */
  private static final Set<String> NOT_KEPT = Set.of("www-authenticate", "alt-svc");

  private ListFields() {}

  /**
   * The fields to keep with a list.
   *
   * @param withReuse whether what Bimplus says about telling it again is among them
   */
  static List<Field> kept(MultiMap endToEnd, boolean withReuse) {
    return select(
        endToEnd,
        name ->
            isOfTheAnswer(name)
                && !NOT_KEPT.contains(name)
                && (withReuse || !ABOUT_REUSE.contains(name)));
  }

  /** The fields of an answer that is not kept, as all who wait for it get them. */
  static List<Field> passed(MultiMap endToEnd, boolean withReuse) {
    return select(
        endToEnd, name -> isOfTheAnswer(name) && (withReuse || !ABOUT_REUSE.contains(name)));
  }

  private static boolean isOfTheAnswer(String name) {
    return !OURS.contains(name) && !isOfTheCall(name);
  }

  /** The fields of the call that the request which made it gets, and no other. */
  static List<Field> ofTheCall(MultiMap endToEnd) {
    return select(endToEnd, name -> isOfTheCall(name) && !name.endsWith("request-id"));
  }

  private static List<Field> select(MultiMap fields, Predicate<String> lowerCaseName) {
    List<Field> selected = new ArrayList<>();
    for (Map.Entry<String, String> field : fields) {
      if (lowerCaseName.test(field.getKey().toLowerCase(Locale.ROOT)) && !isOurVary(field)) {
        selected.add(new Field(field.getKey(), field.getValue()));
      }
    }
    return List.copyOf(selected);
  }

  /** {@code Vary: Accept-Encoding} is written on each list anyway. */
  private static boolean isOurVary(Map.Entry<String, String> field) {
    return field.getKey().equalsIgnoreCase("Vary")
        && field.getValue().trim().equalsIgnoreCase("Accept-Encoding");
  }

  /** True for {@code application/json} and its kin, whatever the parameters. */
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
