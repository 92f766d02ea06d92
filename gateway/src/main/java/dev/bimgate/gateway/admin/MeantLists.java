package dev.bimgate.gateway.admin;

import dev.bimgate.cache.Caller;
import dev.bimgate.cache.ListKey;
import dev.bimgate.cache.User;
import dev.bimgate.gateway.context.QueryText;
import dev.bimgate.gateway.context.RequestTarget;
import dev.bimgate.gateway.context.TargetReader;
import dev.bimgate.gateway.context.Words;
import dev.bimgate.gateway.routes.CachedRoute;
import dev.bimgate.gateway.token.Admission;
import dev.bimgate.gateway.token.NamedCallers;
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
final class MeantLists {

  /** The parameters that name the caller without a token. */
  static final List<String> PARTS = List.of("user", "issuer", "app", "scope");

  /** Longer than any key fetch, the only thing that a token may wait for. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final TargetReader targets;
  private final NamedCallers callers;

  MeantLists(TargetReader targets, NamedCallers callers) {
    this.targets = targets;
    this.callers = callers;
  }

  /**
   * A path and a caller.
   *
   * @param route empty if responses on the path are never stored
   */
  record Meant(Optional<CachedRoute> route, RequestTarget target, Caller caller) {

    Optional<ListKey> key() {
      return route.map(row -> row.key(caller, target));
    }

    /** Whether requests with that query bypass the cache, on any path. */
    boolean isOdd() {
      return !QueryText.fitsUri(target.query());
    }
  }

  /**
   * Reads which list is meant; waits for the keys if a token needs them.
   *
   * @throws AdminRefusedException naming what is missing or malformed
   */
  Meant read(AdminTexts texts) throws AdminRefusedException {
    RequestTarget target = target(texts);
    Optional<CachedRoute> route = CachedRoute.of(HttpMethod.GET, target);
    Optional<String> token = texts.text("token");
    if (token.isEmpty()) {
      return new Meant(route, target, named(texts));
    }
    if (PARTS.stream().anyMatch(texts::has)) {
      throw texts.refused("token names the caller; omit user, issuer, app and scope.");
    }
    return new Meant(route, target, ofToken(texts, token.get()));
  }

  private RequestTarget target(AdminTexts texts) throws AdminRefusedException {
    String path = texts.text("path").orElseThrow(() -> texts.refused("path is missing."));
    TargetReader.Reading reading = targets.read(path);
    if (reading instanceof TargetReader.Accepted accepted) {
      return accepted.target();
    }
    throw texts.refused(
        "path would be rejected in a request: "
            + ((TargetReader.Refused) reading).fault().sentence());
  }

  private Caller named(AdminTexts texts) throws AdminRefusedException {
    String user =
        texts.text("user").orElseThrow(() -> texts.refused("Name the caller by user or token."));
    String issuer =
        texts
            .text("issuer")
            .or(callers::issuer)
            .orElseThrow(() -> texts.refused("issuer is required: none is known yet."));
    return new Caller(
        new User(issuer, user),
        texts.text("app").orElse(""),
        texts.text("scope").map(scope -> Set.of(words(scope))).orElse(Set.of()));
  }

  private static String[] words(String scope) {
    return List.of(scope.strip().split("\\s+")).stream().distinct().toArray(String[]::new);
  }

  private Caller ofToken(AdminTexts texts, String token) throws AdminRefusedException {
    CompletableFuture<Admission> admission =
        callers
            .callerOf(token)
            .orElseThrow(
                () ->
                    texts.refused(
                        "token is a legacy token, which only Bimplus can verify;"
                            + " name user, issuer urn:bimgate:legacy and app instead."))
            .toCompletableFuture();
    Admission admitted = await(admission);
    if (admitted instanceof Admission.Admitted known) {
      return known.caller();
    }
    throw texts.refused(
        "token would be rejected ("
            + Words.of(((Admission.Refused) admitted).cause())
            + "); name user, issuer, app and scope instead.");
  }

  private static Admission await(CompletableFuture<Admission> admission) {
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
