package dev.bimgate.gateway.cors;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The origins whose pages may send requests from browsers: an allow-list and nothing else.
 *
 * <p>Read from the same settings as Quarkus's own filter, which responds to preflights and adds the
 * CORS headers; narrower than it in two points. {@code null} is never accepted, as any page can
 * send it out of a sandboxed frame. {@code Host} is ignored: the gateway serves no pages of its
 * own, and the name may be an attacker's (DNS rebinding).
 */
public final class AllowedOrigins {

  /** An opaque origin (Fetch, section 3.1). */
  private static final String OPAQUE = "null";

  private final List<Predicate<String>> rules;

  private AllowedOrigins(List<Predicate<String>> rules) {
    this.rules = rules;
  }

  /**
   * The origins of a setting.
   *
   * @param origins each an origin, a regular expression between slashes, or {@code *} for any
   */
  public static AllowedOrigins of(List<String> origins) {
    return new AllowedOrigins(origins.stream().map(AllowedOrigins::rule).toList());
  }

  private static Predicate<String> rule(String origin) {
    if (origin.equals("*")) {
      return any -> true;
    }
    if (origin.length() > 1 && origin.startsWith("/") && origin.endsWith("/")) {
      return Pattern.compile(origin.substring(1, origin.length() - 1)).asMatchPredicate();
    }
    return origin::equals;
  }

  public boolean areThere() {
    return !rules.isEmpty();
  }

  /**
   * Whether the page that sent a request may do so.
   *
   * @param values all values of the {@code Origin} header of a request, one at least
   */
  public boolean allow(List<String> values) {
    String origin = values.get(0);
    return values.size() == 1
        && !origin.equals(OPAQUE)
        && rules.stream().anyMatch(rule -> rule.test(origin));
  }
}
