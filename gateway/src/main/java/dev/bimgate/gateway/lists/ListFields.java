package dev.bimgate.gateway.lists;

import dev.bimgate.cache.Field;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which fields of Bimplus's answer belong to the list, and which to the call that brought it. */
final class ListFields {

  /** Written anew on each answer, or describing a coding and length that are ours to choose. */
  private static final Set<String> OURS =
      Set.of(
          "age",
          "cache-control",
          "content-encoding",
          "content-length",
          "etag",
          "expires",
          "pragma",
          "accept-ranges",
          "warning");

  /** Of one exchange: never told again (RFC 9111, section 3.1, and the contract). */
  private static final Set<String> OF_THE_CALL =
      Set.of(
          "set-cookie",
          "set-cookie2",
          "traceparent",
          "tracestate",
          "request-id",
          "x-request-id",
          "x-correlation-id",
          "x-trace-id",
          "x-amzn-trace-id",
          "server-timing");

  /** Of an answer that is told once: no part of what is kept. */
  private static final Set<String> NOT_KEPT =
      Set.of("cache-status", "www-authenticate", "retry-after", "alt-svc");

  private ListFields() {}

  /** The fields to keep with a list. */
  static List<Field> kept(MultiMap endToEnd) {
    return select(
        endToEnd, name -> !OURS.contains(name) && !NOT_KEPT.contains(name) && !isOfTheCall(name));
  }

  /** The fields of an answer that is not kept, as all who wait for it get them. */
  static List<Field> passed(MultiMap endToEnd) {
    return select(endToEnd, name -> !OURS.contains(name) && !isOfTheCall(name));
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

  /**
   * True when the answer says that it must not be kept; the one directive that is always obeyed.
   */
  static boolean forbidsStoring(MultiMap fields) {
    return hasDirective(fields.getAll("Cache-Control"), "no-store");
  }

  /** True when one of the {@code Cache-Control} lines holds a directive of this name. */
  static boolean hasDirective(List<String> cacheControl, String name) {
    for (String line : cacheControl) {
      if (CacheDirectives.names(line).contains(name)) {
        return true;
      }
    }
    return false;
  }

  /** True for {@code application/json} and its kin, whatever the parameters. */
  static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
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
