package dev.bimgate.gateway.context.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The end-to-end headers of a message: those that are forwarded (RFC 9110, section 7.6.1).
 *
 * <p>Hop-by-hop headers stay, also those that {@code Connection} may name. Headers that claim an
 * origin, a path or a method other than the real ones mean nothing here and are not forwarded, in
 * any spelling: some servers read {@code _} as {@code -}.
 */
public final class EndToEndHeaders {

  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authentication-info",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings");

  private static final Set<String> NOT_SENT_ON =
      Set.of(
          "host",
          "content-length",
          "expect",
          "forwarded",
          "x-forwarded",
          "x-host",
          "x-http-host-override",
          "x-rewrite-url",
          "x-http-destinationurl",
          "x-waws-unencoded-url",
          "x-envoy-original-path",
          "x-url-scheme",
          "front-end-https",
          "x-http-method",
          "x-http-method-override",
          "x-method-override",
          "x-real-ip",
          "x-client-ip",
          "x-cluster-client-ip",
          "x-azure-clientip",
          "x-azure-socketip",
          "client-ip",
          "true-client-ip",
          "cf-connecting-ip",
          "fastly-client-ip");

  /** Prefixes of such headers. */
  private static final List<String> NOT_SENT_ON_STARTS =
      List.of("x-forwarded-", "x-original-", "x-arr-");

  /**
   * Request headers for the origin, which {@code Connection} must not name (RFC 9110, section
   * 7.6.1): without them Bimplus would get another request, or one without a credential.
   */
  private static final Set<String> NEVER_OF_THE_CONNECTION =
      Set.of(
          "accept",
          "accept-encoding",
          "accept-language",
          "authorization",
          "cache-control",
          "content-disposition",
          "content-encoding",
          "content-language",
          "content-location",
          "content-md5",
          "content-range",
          "content-type",
          "cookie",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "origin",
          "range",
          "via");

  private EndToEndHeaders() {}

  /** The request headers sent to Bimplus, with {@code Via} added. */
  public static MultiMap ofRequest(MultiMap headers, HttpVersion version) {
    Set<String> named = namedByConnection(headers);
    return without(
        name ->
            isNotSentOn(name.replace('_', '-'))
                || (named.contains(name) && !NEVER_OF_THE_CONNECTION.contains(name)),
        headers,
        version);
  }

  /**
   * The response headers that a client gets, with {@code Via} added. Bimplus's own CORS headers are
   * not among them: the gateway's apply.
   */
  public static MultiMap ofResponse(MultiMap headers, HttpVersion version) {
    Set<String> named = namedByConnection(headers);
    return without(
        name -> name.startsWith("access-control-") || named.contains(name), headers, version);
  }

  private static boolean isNotSentOn(String name) {
    return NOT_SENT_ON.contains(name) || OF_THE_CONNECTION.contains(name) || startsSo(name);
  }

  /** A loop: a stream for each header of each request costs more than the comparisons. */
  private static boolean startsSo(String name) {
    for (String start : NOT_SENT_ON_STARTS) {
      if (name.startsWith(start)) {
        return true;
      }
    }
    return false;
  }

  private static MultiMap without(
      Predicate<String> lowerCaseName, MultiMap headers, HttpVersion version) {
    MultiMap forwarded = MultiMap.caseInsensitiveMultiMap();
    for (Map.Entry<String, String> field : headers) {
      String name = field.getKey().toLowerCase(Locale.ROOT);
      if (!OF_THE_CONNECTION.contains(name) && !lowerCaseName.test(name)) {
        forwarded.add(field.getKey(), field.getValue());
      }
    }
    return forwarded.add(HeaderNames.VIA, via(version));
  }

  private static Set<String> namedByConnection(MultiMap headers) {
    if (!headers.contains(HttpHeaders.CONNECTION)) {
      return Set.of();
    }
    Set<String> named = new HashSet<>();
    for (String list : headers.getAll(HttpHeaders.CONNECTION)) {
      for (String option : list.split(",", -1)) {
        named.add(option.trim().toLowerCase(Locale.ROOT));
      }
    }
    return named;
  }

  private static String via(HttpVersion version) {
    String number =
        switch (version) {
          case HTTP_1_0 -> "1.0";
          case HTTP_1_1 -> "1.1";
          case HTTP_2 -> "2.0";
        };
    return number + ' ' + HeaderNames.PSEUDONYM;
  }
}
