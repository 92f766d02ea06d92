package dev.bimgate.gateway.context;

import dev.bimgate.cache.model.Header;
import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.gateway.context.http.HeaderNames;
import io.vertx.core.MultiMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request, as its log line, its meters and {@code Cache-Status} report it.
 *
 * <p>The stages record it as they handle the request; what the last of them recorded counts. The
 * observer reads it once, at the end of the exchange.
 */
public final class RequestOutcome {

  private static final UpstreamCall NO_CALL = new UpstreamCall(null, null, List.of());

  private RouteLabel route = RouteName.NONE;
  private Outcome result = Outcome.FAILED;
  private @Nullable LookupOutcome lookup;
  private @Nullable String cacheStatus;
  private @Nullable String cause;
  private UpstreamCall upstream = NO_CALL;

  /** Set by the stage that handles the request. */
  public void route(RouteLabel found) {
    this.route = found;
  }

  public RouteLabel route() {
    return route;
  }

  /** Set by whatever writes the response or cuts it off; by the observer if the client has left. */
  public void result(Outcome ended) {
    this.result = ended;
  }

  public Outcome result() {
    return result;
  }

  /** Set when a list was looked up, with the result that follows unless a problem is written. */
  public void lookup(LookupOutcome obtained, @Nullable String withStatus) {
    this.lookup = obtained;
    this.cacheStatus = withStatus;
    this.result =
        switch (obtained) {
          case HIT, STALE, SHARED -> Outcome.CACHED;
          case STALE_IF_ERROR -> Outcome.CACHED_AFTER_FAILURE;
          case REVALIDATED, MISS, COALESCED, BYPASS -> Outcome.UPSTREAM;
        };
  }

  /** How the list was obtained; null on routes that are not cached. */
  public @Nullable LookupOutcome lookup() {
    return lookup;
  }

  /** The member that the gateway adds to {@code Cache-Status}; null if none. */
  public @Nullable String cacheStatus() {
    return cacheStatus;
  }

  /** Set by the stage that rejects the request, to a constant of a closed list. */
  public void cause(Enum<?> constant) {
    this.cause = Labels.of(constant);
  }

  /** Why the request was rejected, in one word; null if it was not. */
  public @Nullable String cause() {
    return cause;
  }

  /** Set when Bimplus has responded to the call of this request, or to the load it started. */
  public void upstream(MultiMap response, List<Header> ofTheCall) {
    this.upstream =
        new UpstreamCall(
            response.get(HeaderNames.REQUEST_ID),
            response.get(HeaderNames.RATE_REMAINING),
            ofTheCall);
  }

  public UpstreamCall upstream() {
    return upstream;
  }

  /**
   * What Bimplus's response says of the call alone, not of the list that others may share.
   *
   * @param requestId Bimplus's id of the call: {@code X-Upstream-Request-Id}
   * @param remaining what is left of the user's budget
   * @param headers further headers of the call
   */
  public record UpstreamCall(
      @Nullable String requestId, @Nullable String remaining, List<Header> headers) {}
}
