package dev.bimgate.gateway.problem;

import dev.bimgate.cache.fetch.UnexpectedNotModifiedException;
import dev.bimgate.client.UpstreamException;
import dev.bimgate.client.UpstreamFailure;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** Maps failed requests to Bimplus to problems. */
public final class UpstreamProblem {

  private static final Map<String, String> SOON = Map.of("Retry-After", "1");

  /** The longest time between two probes of a breaker, if there are requests. */
  private static final Map<String, String> AFTER_PROBES = Map.of("Retry-After", "5");

  private UpstreamProblem() {}

  /** The problem for a failure, wrapped or not. */
  public static Problem of(Throwable failure) {
    Throwable cause = unwrapped(failure);
    if (cause instanceof UpstreamException upstream) {
      return of(upstream.failure());
    }
    if (cause instanceof UnexpectedNotModifiedException) {
      return of(UpstreamFailure.MALFORMED);
    }
    if (cause instanceof ProblemException known) {
      return known.problem();
    }
    return new Problem(ProblemType.INTERNAL, "The gateway could not finish this request.");
  }

  /** The failure without the wrappers that completion stages put around it. */
  public static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static Problem of(UpstreamFailure failure) {
    return switch (failure) {
      case UNREACHABLE -> new Problem(ProblemType.UPSTREAM_UNREACHABLE, failure.sentence());
      case POOL_EXHAUSTED -> new Problem(ProblemType.NO_CONNECTION, failure.sentence(), SOON);
      case SHARE_USED -> new Problem(ProblemType.TOO_MANY_AT_ONCE, failure.sentence(), SOON);
      case UNAVAILABLE ->
          new Problem(ProblemType.UPSTREAM_UNAVAILABLE, failure.sentence(), AFTER_PROBES);
      case TIMEOUT, STALLED -> new Problem(ProblemType.UPSTREAM_TIMEOUT, failure.sentence());
      case DISCONNECTED, CANCELLED ->
          new Problem(ProblemType.UPSTREAM_DISCONNECTED, failure.sentence());
      case MALFORMED -> new Problem(ProblemType.UPSTREAM_MALFORMED, failure.sentence());
    };
  }
}
