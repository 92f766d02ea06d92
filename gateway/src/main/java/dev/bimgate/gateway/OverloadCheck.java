package dev.bimgate.gateway;

import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.context.CallerIdentity;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.limits.LimitMeters;
import dev.bimgate.gateway.limits.LimitedBy;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemException;
import dev.bimgate.gateway.problem.ProblemResponse;
import dev.bimgate.gateway.problem.ProblemType;
import dev.bimgate.gateway.routes.CachedRoute;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the requests that wait for Bimplus, for the issuer or for their own body. Above the bound
 * requests for lists are served from memory alone and all others are rejected; above twice the
 * bound everything is. Of one user a quarter of them may wait.
 *
 * <p>A response from memory costs one read of the count, and never counts.
 */
final class OverloadCheck {

  /** With a low bound, that of all users takes effect first. */
  private static final int LEAST_OF_USER = 256;

  private static final Problem TOO_MANY_OF_USER =
      new Problem(
          ProblemType.TOO_MANY_AT_ONCE,
          "Too many requests of this user are waiting in the gateway.",
          Map.of("Retry-After", "1"));

  final AtomicInteger waiting = new AtomicInteger();
  final Map<User, Integer> waitingByUser = new ConcurrentHashMap<>();

  private final int maxRequests;
  private final int maxOfUser;
  private final LimitMeters meters;

  OverloadCheck(int maxRequests, LimitMeters meters) {
    this.maxRequests = maxRequests;
    this.maxOfUser = Math.max(LEAST_OF_USER, maxRequests / 4);
    this.meters = meters;
  }

  /** Rejects a request whose target is known, or limits it to memory. */
  boolean isRejected(RequestContext request) {
    int others = waiting.get();
    if (others < maxRequests) {
      return false;
    }
    boolean fromMemory = others < 2L * maxRequests;
    return isRejected(request, LimitedBy.OVERLOAD, Problem.overloaded(), fromMemory);
  }

  /** Rejects a request, or limits it to memory, when too many of its user wait. */
  boolean isShareUsed(RequestContext request) {
    CallerIdentity identity = request.identityIfKnown();
    return identity != null
        && waiting.get() >= maxOfUser
        && waitingByUser.getOrDefault(identity.caller().user(), 0) >= maxOfUser
        && isRejected(request, LimitedBy.SHARE, TOO_MANY_OF_USER, true);
  }

  private boolean isRejected(
      RequestContext request, LimitedBy by, Problem problem, boolean fromMemory) {
    request.whenOver(
        () -> {
          if (request.outcome().result() == problem.type().outcome()) {
            meters.rejected(by);
          }
        });
    if (fromMemory && CachedRoute.of(request.method(), request.target()).isPresent()) {
      request.limitToMemory(by, new ProblemException(problem));
      return false;
    }
    request.outcome().cause(by);
    ProblemResponse.write(request, problem);
    return true;
  }

  /**
   * Counts a request whose stages have run, until it is over. What was served from memory has begun
   * its response by then.
   */
  void countIfWaiting(RequestContext request) {
    if (isWaiting(request)) {
      waiting.incrementAndGet();
      request.whenOver(waiting::decrementAndGet);
      countForUser(request);
    }
  }

  /** Counts it for its user, if that is known by now. */
  void countForUser(RequestContext request) {
    CallerIdentity identity = request.identityIfKnown();
    if (identity != null && isWaiting(request)) {
      User user = identity.caller().user();
      waitingByUser.merge(user, 1, Integer::sum);
      request.whenOver(
          () -> waitingByUser.computeIfPresent(user, (its, n) -> n == 1 ? null : n - 1));
    }
  }

  private static boolean isWaiting(RequestContext request) {
    return !request.isOver() && !request.response().headWritten();
  }
}
