package dev.bimgate.cache;

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

  public static final ListKey ANNAS = projects(ANNA_IN_PORTAL, "nemetschek", "");
  public static final ListKey ANNAS_ELSEWHERE = projects(ANNA_IN_PORTAL, "allplan", "");
  public static final ListKey ANNAS_IN_DESKTOP = projects(ANNA_IN_DESKTOP, "nemetschek", "");
  public static final ListKey ANNAS_TEAMS = teams(ANNA_IN_PORTAL, "");
  public static final ListKey BENS = projects(BEN_IN_PORTAL, "nemetschek", "");

  /** A plain request with a token that will not last for a revalidation behind the response. */
  public static final Ask ENDING_TOKEN =
      new Ask(false, null, Duration.ZERO, Duration.ZERO, Ask.Reach.UPSTREAM, false);

  private Lists() {}

  public static ListKey projects(Caller caller, String team, String query) {
    return ListKey.of(TestRoute.PROJECTS, caller, team, query);
  }

  public static ListKey teams(Caller caller, String query) {
    return ListKey.of(TestRoute.TEAMS, caller, "", query);
  }

  /** A response whose ETag at upstream is its body. */
  public static ListAnswer answer(int status, String body, Instant arrivedAt) {
    return ListAnswer.builder(status, bytes(body), arrivedAt)
        .validators(new Validators('"' + body + '"', null))
        .toKeep();
  }

  /** A response that is served once. */
  public static ListAnswer told(int status, String body, Instant arrivedAt) {
    return ListAnswer.builder(status, bytes(body), arrivedAt).toPass();
  }

  /** A list that only the starter of its load can have. */
  public static SourceAnswer<String> passage(String stream, Runnable abandon) {
    return new SourceAnswer.Passage<>(200, stream, abandon, List.of());
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static String text(ListAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** The result of a completed lookup. */
  public static Lookup.Found<String> found(CompletableFuture<Lookup<String>> lookup) {
    if (ended(lookup) instanceof Lookup.Found<String> found) {
      return found;
    }
    throw new AssertionError("not a list: " + ended(lookup));
  }

  /** In one line, outcome first: {@code HIT projects of anna}. */
  public static String told(CompletableFuture<Lookup<String>> lookup) {
    Lookup<String> ended = ended(lookup);
    if (ended instanceof Lookup.Found<String> found) {
      return found.outcome() + " " + text(found.answer());
    }
    return ended instanceof Lookup.Passage<String> passage
        ? "PASSAGE " + passage.stream()
        : "ALONE";
  }

  /** The failure of a lookup, as its caller got it; null if it succeeded. */
  public static @Nullable Throwable failure(CompletableFuture<Lookup<String>> lookup) {
    return lookup.<@Nullable Throwable>handle((found, failure) -> failure).getNow(null);
  }

  private static Lookup<String> ended(CompletableFuture<Lookup<String>> lookup) {
    if (!lookup.isDone()) {
      throw new AssertionError("the lookup still waits");
    }
    return lookup.join();
  }
}
