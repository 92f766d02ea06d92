package dev.bimgate.cache;

import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.LookupResult;
import dev.bimgate.cache.model.User;
import dev.bimgate.cache.model.Validators;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Callers, keys and responses for tests. */
public final class Lists {

  public static final Duration NO_AGE = Duration.ZERO;
  public static final String ISSUER = "https://login.example/realms/allplan";

  public static final User ANNA = new User(ISSUER, "anna");
  public static final User BEN = new User(ISSUER, "ben");
  public static final Caller ANNA_IN_PORTAL =
      new Caller(ANNA, "portal", Set.of("openid", "bimplus"));
  public static final Caller ANNA_IN_DESKTOP =
      new Caller(ANNA, "desktop", Set.of("openid", "bimplus"));
  public static final Caller BEN_IN_PORTAL = new Caller(BEN, "portal", Set.of("openid", "bimplus"));

  public static final CacheKey ANNAS = projects(ANNA_IN_PORTAL, "nemetschek", "");
  public static final CacheKey ANNAS_ELSEWHERE = projects(ANNA_IN_PORTAL, "allplan", "");
  public static final CacheKey ANNAS_IN_DESKTOP = projects(ANNA_IN_DESKTOP, "nemetschek", "");
  public static final CacheKey ANNAS_TEAMS = teams(ANNA_IN_PORTAL, "");
  public static final CacheKey BENS = projects(BEN_IN_PORTAL, "nemetschek", "");

  /** A plain request with a token that will not last for a revalidation behind the response. */
  public static final LookupOptions ENDING_TOKEN =
      new LookupOptions(
          false, null, Duration.ZERO, Duration.ZERO, LookupOptions.OnMiss.FETCH, false);

  private Lists() {}

  public static CacheKey projects(Caller caller, String team, String query) {
    return CacheKey.of(TestRoute.PROJECTS, caller, team, query);
  }

  public static CacheKey teams(Caller caller, String query) {
    return CacheKey.of(TestRoute.TEAMS, caller, "", query);
  }

  /** A response whose ETag at upstream is its body. */
  public static ListResponse response(int status, String body, Instant arrivedAt) {
    return ListResponse.builder(status, bytes(body), arrivedAt)
        .validators(new Validators('"' + body + '"', null))
        .buildStored();
  }

  /** A response that is served once. */
  public static ListResponse transientResponse(int status, String body, Instant arrivedAt) {
    return ListResponse.builder(status, bytes(body), arrivedAt).buildTransient();
  }

  /** A list that only the starter of its load can have. */
  public static OriginResponse<String> streamed(String stream, Runnable abandon) {
    return new OriginResponse.Streamed<>(200, stream, abandon, List.of());
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static String text(ListResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  /** The result of a completed lookup. */
  public static LookupResult.Found<String> found(CompletableFuture<LookupResult<String>> lookup) {
    if (ended(lookup) instanceof LookupResult.Found<String> found) {
      return found;
    }
    throw new AssertionError("not a list: " + ended(lookup));
  }

  /** In one line, outcome first: {@code HIT projects of anna}. */
  public static String served(CompletableFuture<LookupResult<String>> lookup) {
    LookupResult<String> ended = ended(lookup);
    if (ended instanceof LookupResult.Found<String> found) {
      return found.outcome() + " " + text(found.response());
    }
    return ended instanceof LookupResult.Streamed<String> streamed
        ? "PASSAGE " + streamed.stream()
        : "ALONE";
  }

  /** The failure of a lookup, as its caller got it; null if it succeeded. */
  public static @Nullable Throwable failure(CompletableFuture<LookupResult<String>> lookup) {
    return lookup.<@Nullable Throwable>handle((found, failure) -> failure).getNow(null);
  }

  private static LookupResult<String> ended(CompletableFuture<LookupResult<String>> lookup) {
    if (!lookup.isDone()) {
      throw new AssertionError("the lookup still waits");
    }
    return lookup.join();
  }
}
