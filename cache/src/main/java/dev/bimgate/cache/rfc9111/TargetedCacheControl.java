package dev.bimgate.cache.rfc9111;

import dev.bimgate.cache.http.CacheControl;
import dev.bimgate.cache.http.Directive;
import dev.bimgate.cache.rfc9111.StructuredDictionary.Kind;
import dev.bimgate.cache.rfc9111.StructuredDictionary.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A cache-control header for CDN caches alone, such as {@code CDN-Cache-Control} (RFC 9213). */
final class TargetedCacheControl {

  private static final Set<String> TIMES =
      Set.of("max-age", "s-maxage", "stale-while-revalidate", "stale-if-error");

  private TargetedCacheControl() {}

  /**
   * The directives of a targeted header; null if it is absent, empty or malformed, and therefore
   * ignored (section 2.1).
   *
   * <p>A time that is no integer makes the whole header malformed: its other members may not mean
   * what they say. Any other directive counts by its name, unless it is {@code ?0}.
   */
  static @Nullable CacheControl read(List<String> lines) {
    Map<String, Value> members = StructuredDictionary.parse(String.join(",", lines));
    if (members == null || members.isEmpty()) {
      return null;
    }
    List<Directive> directives = new ArrayList<>();
    for (var member : members.entrySet()) {
      Kind kind = member.getValue().kind();
      if (TIMES.contains(member.getKey()) && kind != Kind.INTEGER) {
        return null;
      }
      if (kind != Kind.FALSE) {
        directives.add(new Directive(member.getKey(), argument(member.getValue())));
      }
    }
    return new CacheControl(directives);
  }

  private static @Nullable String argument(Value value) {
    return value.kind() == Kind.TRUE ? null : value.text();
  }
}
