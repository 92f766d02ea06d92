package dev.bimgate.gateway.redaction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bimgate.gateway.context.target.PercentCoding;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which paths are redacted, and of what.
 *
 * <p>A path is compared after percent-decoding and without regard to case, a trailing slash or
 * doubled ones: what Bimplus might treat as the same resource must match here. A path that cannot
 * be decoded is redacted.
 *
 * <p>Besides the configured paths, every {@code /v2/<one segment>} is redacted: it names no
 * resource of a team, so its response may hold teams or users.
 */
public final class RedactionRules {

  private static final Pattern SLASHES = Pattern.compile("/+");
  private static final String API = "/v2/";

  private final List<String> prefixes;
  private final Set<String> names;

  /**
   * @param paths paths that are redacted with all below, such as {@code /v2/teams}, not encoded
   * @param names the members to remove there; without any, no path is redacted
   */
  public RedactionRules(Set<String> paths, Set<String> names) {
    this.prefixes = paths.stream().map(path -> comparable(path.getBytes(UTF_8))).toList();
    this.names = Set.copyOf(names);
  }

  public Set<String> names() {
    return names;
  }

  /**
   * Whether the responses of a path are redacted.
   *
   * @param path the path as received, encoded; a query is ignored
   */
  public boolean matches(String path) {
    if (names.isEmpty()) {
      return false;
    }
    byte[] encoded = path.split("\\?", 2)[0].getBytes(UTF_8);
    byte[] decoded = PercentCoding.decode(new String(encoded, ISO_8859_1));
    return decoded == null || matchesDecoded(decoded);
  }

  private boolean matchesDecoded(byte[] decoded) {
    String path = comparable(decoded);
    boolean oneSegment =
        path.startsWith(API) && path.indexOf('/', API.length()) == path.length() - 1;
    return oneSegment || isBelowAny(path);
  }

  private boolean isBelowAny(String path) {
    for (String prefix : prefixes) {
      if (path.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** Lower case, single slashes, one of them at the end; each char is a byte. */
  private static String comparable(byte[] path) {
    String lowerCase = new String(path, ISO_8859_1).toLowerCase(Locale.ROOT) + '/';
    return lowerCase.contains("//") ? SLASHES.matcher(lowerCase).replaceAll("/") : lowerCase;
  }
}
