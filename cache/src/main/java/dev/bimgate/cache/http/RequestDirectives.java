package dev.bimgate.cache.http;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of the cache (RFC 9111, section 5.2.1).
 *
 * @param noCache no answer without asking upstream; {@code Pragma: no-cache} says so too where
 *     there is no {@code Cache-Control} at all (section 5.4)
 * @param noStore the answer is not kept
 * @param onlyIfCached upstream is not asked
 * @param maxAge no answer older than this; zero if out of form, so that upstream is asked; null: of
 *     any age
 * @param minFresh no answer that is fresh for less; null also if out of form
 * @param maxStale also an answer that is stale for no longer; without argument 2^31 s; null also if
 *     out of form
 */
public record RequestDirectives(
    boolean noCache,
    boolean noStore,
    boolean onlyIfCached,
    @Nullable Duration maxAge,
    @Nullable Duration minFresh,
    @Nullable Duration maxStale) {

  /** What a client asks for that says nothing. */
  public static final RequestDirectives NONE =
      new RequestDirectives(false, false, false, null, null, null);

  /** The directives of a request. */
  public static RequestDirectives of(FieldLines request) {
    List<String> lines = request.of("Cache-Control");
    CacheControl asked = CacheControl.of(lines.isEmpty() ? request.of("Pragma") : lines);
    if (lines.isEmpty()) {
      return new RequestDirectives(asked.has("no-cache"), false, false, null, null, null);
    }
    return new RequestDirectives(
        asked.has("no-cache"),
        asked.has("no-store"),
        asked.has("only-if-cached"),
        asked.seconds("max-age"),
        unlessZero(asked.seconds("min-fresh")),
        maxStale(asked));
  }

  private static @Nullable Duration maxStale(CacheControl asked) {
    return asked.hasUnqualified("max-stale")
        ? DeltaSeconds.MAX
        : unlessZero(asked.seconds("max-stale"));
  }

  /** Zero and out of form ask for nothing, both. */
  private static @Nullable Duration unlessZero(@Nullable Duration duration) {
    return duration == null || duration.isZero() ? null : duration;
  }
}
