package dev.bimgate.client;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * A call that is forwarded unchanged.
 *
 * @param method any method but {@code CONNECT}
 * @param target path and query below the API base, starting with a slash; sent byte for byte
 * @param headers headers sent unchanged, except {@code Host}, {@code Content-Length} and {@code
 *     Transfer-Encoding}, which the client writes itself; nothing is added
 * @param body what to send, or null for no body
 * @param interim the listener for 100 and 103
 * @param abandoned completes when the caller has left: from then on the call is reset, or never
 *     sent, and fails with {@link UpstreamFailure#CANCELLED}
 * @param callClass how the connections are shared
 * @param party who shares them, compared by {@code equals}; null: nobody in particular
 */
public record UpstreamRequest(
    HttpMethod method,
    String target,
    MultiMap headers,
    @Nullable UploadBody body,
    InterimResponses interim,
    Future<?> abandoned,
    CallClass callClass,
    @Nullable Object party) {

  static final Future<?> NEVER = Promise.promise().future();

  public UpstreamRequest {
    if (!target.startsWith("/")) {
      throw new IllegalArgumentException("The target has to start with a slash");
    }
  }

  /** A call of nobody in particular, without a body, a listener and cancellation. */
  public static UpstreamRequest of(HttpMethod method, String target, MultiMap headers) {
    CallClass callClass = isRead(method) ? CallClass.CALLS : CallClass.WRITES;
    return new UpstreamRequest(
        method, target, headers, null, InterimResponses.IGNORED, NEVER, callClass, null);
  }

  public UpstreamRequest withBody(UploadBody newBody) {
    return new UpstreamRequest(
        method, target, headers, newBody, interim, abandoned, callClass, party);
  }

  public UpstreamRequest withInterim(InterimResponses newInterim) {
    return new UpstreamRequest(
        method, target, headers, body, newInterim, abandoned, callClass, party);
  }

  public UpstreamRequest abandonedOn(Future<?> newAbandoned) {
    return new UpstreamRequest(
        method, target, headers, body, interim, newAbandoned, callClass, party);
  }

  public UpstreamRequest sharedBy(CallClass newCallClass, @Nullable Object newParty) {
    return new UpstreamRequest(
        method, target, headers, body, interim, abandoned, newCallClass, newParty);
  }

  /**
   * Whether it may be the first probe of an open breaker: a read, or one of the class whose calls
   * are hardly anything else. A write may have been meant for a Bimplus that is well.
   */
  boolean mayProbeEarly() {
    return isRead(method) || callClass.breaker() == CallClass.LOGINS;
  }

  /** Whether it may be sent again where nothing is known of its response. */
  boolean isRepeatable() {
    return isRead(method) && body == null;
  }

  /** Whether a method is {@code GET} or {@code HEAD}. */
  public static boolean isRead(HttpMethod method) {
    return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
  }

  /** The method alone: target and headers may hold what does not belong in a log. */
  @Override
  public String toString() {
    return "UpstreamRequest[" + method + "]";
  }
}
