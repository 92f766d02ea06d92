package dev.bimgate.cache.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cache directives of one message (RFC 9111, section 5.2).
 *
 * <p>What is out of form is read so that less is kept, or for a shorter time: a directive counts by
 * its name even where something odd follows it, a quote that does not end hides nothing, and a time
 * that is no number of seconds is none at all (section 4.2.1).
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

  /** Whether the directive is there, with an argument or without. */
  public boolean has(String name) {
    return directives.stream().anyMatch(directive -> directive.isNamed(name));
  }

  /** Whether the directive is there without an argument. */
  public boolean hasUnqualified(String name) {
    return directives.stream()
        .anyMatch(directive -> directive.isNamed(name) && directive.argument() == null);
  }

  /**
   * The time that a directive tells, the shortest if it tells several; null if it is not there.
   *
   * <p>Zero for a directive without argument and for one out of form, 2^31 s for a longer one.
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
