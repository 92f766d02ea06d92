package dev.bimgate.cache.http;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cache directives of a request (RFC 9111, section 5.2.1).
 *
 * @param noCache no response without an upstream request; {@code Pragma: no-cache} means the same
 *     where there is no {@code Cache-Control} at all (section 5.4)
 * @param noStore the response is not stored
 * @param onlyIfCached upstream is not contacted
 * @param maxAge no response older than this; zero if malformed, so that upstream is contacted;
 *     null: of any age
 * @param minFresh no response that is fresh for less; null also if malformed
 * @param maxStale also a response that is stale for no longer; without argument 2^31 s; null also
 *     if malformed
 */
public record RequestDirectives(
    boolean noCache,
    boolean noStore,
    boolean onlyIfCached,
    @Nullable Duration maxAge,
    @Nullable Duration minFresh,
    @Nullable Duration maxStale) {

  /** No directives. */
  public static final RequestDirectives NONE =
      new RequestDirectives(false, false, false, null, null, null);

  /** The directives of a request. */
  public static RequestDirectives of(Headers request) {
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

  /** Zero and malformed mean the same: no directive. */
  private static @Nullable Duration unlessZero(@Nullable Duration duration) {
    return duration == null || duration.isZero() ? null : duration;
  }
}
