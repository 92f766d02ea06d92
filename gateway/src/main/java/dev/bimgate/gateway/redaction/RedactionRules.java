package dev.bimgate.gateway.redaction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bimgate.gateway.context.PercentCoding;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which paths are redacted, and of what.
 *
 * <p>A path is compared after percent-decoding and without regard to case, a trailing slash or
 * doubled ones: what Bimplus might take for the same resource must count as the same here. A path
 * that cannot be decoded is redacted.
 *
 * <p>Besides the paths given, every {@code /v2/<one segment>} is redacted: it names no resource of
 * a team, so it may answer with teams or users.
 */
public final class RedactionRules {

  private static final Pattern SLASHES = Pattern.compile("/+");
  private static final Pattern ONE_SEGMENT = Pattern.compile("/v2/[^/]+/");

  private final List<String> prefixes;
  private final Set<String> names;

  /**
   * @param paths paths that are redacted with all below, such as {@code /v2/teams}, not encoded
   * @param names the members removed there; when there are none, no path is redacted
   */
  public RedactionRules(Set<String> paths, Set<String> names) {
    this.prefixes = paths.stream().map(path -> comparable(path.getBytes(UTF_8))).toList();
    this.names = Set.copyOf(names);
  }

  /** The members removed on a redacted path. */
  public Set<String> names() {
    return names;
  }

  /**
   * Whether the answers of a path are redacted.
   *
   * @param path the path as it came, encoded; a query is ignored
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
    return ONE_SEGMENT.matcher(path).matches() || prefixes.stream().anyMatch(path::startsWith);
  }

  /** Lower case, single slashes, one of them at the end; bytes stand for characters. */
  private static String comparable(byte[] path) {
    String lowerCase = new String(path, ISO_8859_1).toLowerCase(Locale.ROOT);
    return SLASHES.matcher(lowerCase + "/").replaceAll("/");
  }
}
