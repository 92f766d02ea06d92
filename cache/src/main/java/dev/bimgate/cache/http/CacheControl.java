package dev.bimgate.cache.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cache directives of one message (RFC 9111, section 5.2).
 *
 * <p>Malformed directives shorten or forbid storage: a directive counts by its name even where
 * something odd follows it, an unclosed quote hides nothing, and a time that is no number of
 * seconds is zero (section 4.2.1).
 */
public final class CacheControl {

  private final List<Directive> directives;

  public CacheControl(List<Directive> directives) {
    this.directives = List.copyOf(directives);
  }

  /** The directives of these lines of {@code Cache-Control}. */
  public static CacheControl of(List<String> lines) {
    List<Directive> directives = new ArrayList<>();
    for (String member : Members.of(lines)) {
      directives.add(Directive.of(member));
    }
    return new CacheControl(directives);
  }

  /** Whether the directive is present, with an argument or without. */
  public boolean has(String name) {
    return directives.stream().anyMatch(directive -> directive.isNamed(name));
  }

  /** Whether the directive is present without an argument. */
  public boolean hasUnqualified(String name) {
    return directives.stream()
        .anyMatch(directive -> directive.isNamed(name) && directive.argument() == null);
  }

  /**
   * The time of a directive, the shortest of several; null if it is absent.
   *
   * <p>Zero for a directive without argument and for a malformed one, 2^31 s for a longer one.
   */
  public @Nullable Duration seconds(String name) {
    Duration least = null;
    for (Directive directive : directives) {
      if (directive.isNamed(name)) {
        Duration seconds = directive.seconds();
        least = least == null || seconds.compareTo(least) < 0 ? seconds : least;
      }
    }
    return least;
  }
}
