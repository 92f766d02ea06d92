package dev.bimgate.gateway.context.target;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The checked target of a request, as it is forwarded and as rules match it: below {@code /v2}, or
 * one of the gateway's own paths, which is never forwarded.
 *
 * @param path the path exactly as received, {@code /v2} included
 * @param query the query as it is forwarded, without the ignored parameters; null when there is
 *     none
 * @param team the slug when the first segment names a team; null for a global resource and for a
 *     path of our own
 * @param rulePath the path as rules match it: percent-decoded, in lower case, without a trailing
 *     slash
 */
public record RequestTarget(
    String path, @Nullable String query, @Nullable String team, String rulePath) {

  private static final String CROSS_TOKEN = "/v2/cross-token/";

  /** The part of the target after {@code /v2}, byte for byte as it is forwarded. */
  public String belowBase() {
    String rest = path.substring(TargetParser.BASE.length());
    return query == null ? rest : rest + '?' + query;
  }

  /** The segments of {@link #rulePath} below {@code /v2}; none for a path of our own. */
  public List<String> ruleSegments() {
    String start = TargetParser.BASE + '/';
    return rulePath.startsWith(start)
        ? List.of(rulePath.substring(start.length()).split("/", -1))
        : List.of();
  }

  /** The path for log lines: cut after a resource that takes tokens in its path. */
  public String loggedPath() {
    return path.startsWith(CROSS_TOKEN) ? CROSS_TOKEN : path;
  }

  static String rulePath(String path) {
    String decoded = path;
    if (path.indexOf('%') >= 0) {
      byte[] octets = Objects.requireNonNull(PercentCoding.decode(path), "path not checked");
      decoded = new String(octets, StandardCharsets.UTF_8);
    }
    String lower = decoded.toLowerCase(Locale.ROOT);
    return lower.length() > 1 && lower.endsWith("/")
        ? lower.substring(0, lower.length() - 1)
        : lower;
  }
}
