package dev.bimgate.gateway.admin;

import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.context.Labels;
import dev.bimgate.gateway.context.target.QueryString;
import dev.bimgate.gateway.context.target.RequestTarget;
import dev.bimgate.gateway.context.target.TargetParser;
import dev.bimgate.gateway.routes.CachedRoute;
import dev.bimgate.gateway.token.CallerResolver;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Selects the list that an operator means: {@code path}, read as a request's is, and the caller,
 * either as {@code user}, {@code issuer}, {@code app} and {@code scope} or by a {@code token} of
 * theirs.
 */
final class ListSelector {

  /** The parameters that name the caller without a token. */
  static final List<String> PARTS = List.of("user", "issuer", "app", "scope");

  /** Longer than any key fetch, the only thing that a token may wait for. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final TargetParser targets;
  private final CallerResolver callers;

  ListSelector(TargetParser targets, CallerResolver callers) {
    this.targets = targets;
    this.callers = callers;
  }

  /**
   * A path and a caller.
   *
   * @param route empty if responses on the path are never stored
   */
  record Meant(Optional<CachedRoute> route, RequestTarget target, Caller caller) {

    Optional<CacheKey> key() {
      return route.map(row -> row.key(caller, target));
    }

    /** Whether requests with that query bypass the cache, on any path. */
    boolean isOdd() {
      return !QueryString.fitsUri(target.query());
    }
  }

  /**
   * Reads which list is meant; waits for the keys if a token needs them.
   *
   * @throws AdminRejectedException naming what is missing or malformed
   */
  Meant read(AdminParameters texts) throws AdminRejectedException {
    RequestTarget target = target(texts);
    return new Meant(CachedRoute.of(HttpMethod.GET, target), target, caller(texts));
  }

  /**
   * Reads which caller is meant; waits for the keys if a token needs them.
   *
   * @throws AdminRejectedException naming what is missing or malformed
   */
  Caller caller(AdminParameters texts) throws AdminRejectedException {
    Optional<String> token = texts.text("token");
    if (token.isEmpty()) {
      return named(texts);
    }
    if (PARTS.stream().anyMatch(texts::has)) {
      throw texts.rejected("token names the caller; omit user, issuer, app and scope.");
    }
    return ofToken(texts, token.get());
  }

  private RequestTarget target(AdminParameters texts) throws AdminRejectedException {
    String path = texts.text("path").orElseThrow(() -> texts.rejected("path is missing."));
    TargetParser.Reading reading = targets.read(path);
    if (reading instanceof TargetParser.Accepted accepted) {
      return accepted.target();
    }
    throw texts.rejected(
        "path would be rejected in a request: "
            + ((TargetParser.Rejected) reading).error().sentence());
  }

  private Caller named(AdminParameters texts) throws AdminRejectedException {
    String user =
        texts.text("user").orElseThrow(() -> texts.rejected("Name the caller by user or token."));
    String issuer =
        texts
            .text("issuer")
            .or(callers::issuer)
            .orElseThrow(() -> texts.rejected("issuer is required: none is known yet."));
    return new Caller(
        new User(issuer, user),
        texts.text("app").orElse(""),
        texts.text("scope").map(scope -> Set.of(words(scope))).orElse(Set.of()));
  }

  private static String[] words(String scope) {
    return List.of(scope.strip().split("\\s+")).stream().distinct().toArray(String[]::new);
  }

  private Caller ofToken(AdminParameters texts, String token) throws AdminRejectedException {
    CompletableFuture<AuthenticationResult> admission =
        callers
            .callerOf(token)
            .orElseThrow(
                () ->
                    texts.rejected(
                        "token is a legacy token, which only Bimplus can verify;"
                            + " name user, issuer urn:bimgate:legacy and app instead."))
            .toCompletableFuture();
    AuthenticationResult admitted = await(admission);
    if (admitted instanceof AuthenticationResult.Authenticated known) {
      return known.caller();
    }
    throw texts.rejected(
        "token would be rejected ("
            + Labels.of(((AuthenticationResult.Rejected) admitted).cause())
            + "); name user, issuer, app and scope instead.");
  }

  private static AuthenticationResult await(CompletableFuture<AuthenticationResult> admission) {
    try {
      return admission.get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("a token was not verified", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("a token was not verified", e);
    }
  }
}
