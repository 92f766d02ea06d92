package dev.bimgate.gateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The formats of allowed CORS origins, and how they combine. */
final class OriginForms {

  private static final String FORM =
      "must hold origins such as https://app.example.com, regular expressions between slashes,"
          + " or * alone";

  /** Unrelated origins: an expression that matches both matches any. */
  private static final List<String> UNRELATED = List.of("https://a.test", "http://b.invalid:8080");

  private OriginForms() {}

  /** An origin (RFC 6454, section 7), a regular expression between slashes, or {@code *}. */
  static ValueForm origin() {
    return value -> {
      if (value.equals("*")) {
        return Optional.empty();
      }
      return isExpression(value) ? expressionFault(value) : originFault(value);
    };
  }

  private static boolean isExpression(String value) {
    return value.length() > 1 && value.startsWith("/") && value.endsWith("/");
  }

  private static Optional<String> expressionFault(String value) {
    try {
      Pattern pattern = Pattern.compile(value.substring(1, value.length() - 1));
      return UNRELATED.stream().allMatch(pattern.asMatchPredicate())
          ? Optional.of("holds an expression that matches every origin; use *, or list origins")
          : Optional.empty();
    } catch (PatternSyntaxException notOne) {
      return Optional.of("holds a regular expression that cannot be read");
    }
  }

  private static Optional<String> originFault(String value) {
    try {
      URI url = new URI(value);
      boolean origin =
          isWeb(url.getScheme()) && value.equals(url.getScheme() + "://" + authority(url));
      return origin ? Optional.empty() : Optional.of(FORM);
    } catch (URISyntaxException notOne) {
      return Optional.of(FORM);
    }
  }

  private static boolean isWeb(@Nullable String scheme) {
    return "https".equals(scheme) || "http".equals(scheme);
  }

  /** As browsers write it: in lower case, with a port only if it is not the default. */
  private static String authority(URI url) {
    if (url.getHost() == null) {
      return "";
    }
    String host = url.getHost().toLowerCase(Locale.ROOT);
    int usual = "https".equals(url.getScheme()) ? 443 : 80;
    return url.getPort() < 0 || url.getPort() == usual ? host : host + ':' + url.getPort();
  }

  /** The error in the combination of origins, if any. */
  static Optional<String> faultOfAll(List<String> origins, boolean withCredentials) {
    if (origins.isEmpty()) {
      return Optional.of(
          "is missing; list the allowed origins, or remove quarkus.http.cors.enabled");
    }
    if (!origins.contains("*")) {
      return Optional.empty();
    }
    if (origins.size() > 1) {
      return Optional.of("holds * and others; use * alone, or list origins");
    }
    return withCredentials
        ? Optional.of(
            "must not be * together with quarkus.http.cors.access-control-allow-credentials;"
                + " list the origins, or remove the other")
        : Optional.empty();
  }
}
