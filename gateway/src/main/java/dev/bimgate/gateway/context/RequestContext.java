package dev.bimgate.gateway.context;

import dev.bimgate.gateway.context.http.DeprecationNotice;
import dev.bimgate.gateway.context.target.RequestTarget;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the stages: its exchange, and what the stages find out.
 *
 * <p>The stage that reads the path sets the target, authentication sets the identity; each once.
 */
public final class RequestContext extends ServerExchange {

  private final RequestOutcome outcome = new RequestOutcome();
  private RequestTrace trace = RequestTrace.NONE;
  private @Nullable RequestTarget target;
  private @Nullable CallerIdentity identity;
  private @Nullable DeprecationNotice notice;
  private @Nullable Enum<?> limitedBy;
  private @Nullable RuntimeException rejection;

  /** The context of a request that has just arrived. */
  public RequestContext(HttpServerRequest request) {
    super(request);
  }

  public RequestOutcome outcome() {
    return outcome;
  }

  /** The trace that the request belongs to; set on arrival. */
  public RequestTrace trace() {
    return trace;
  }

  public void trace(RequestTrace begun) {
    this.trace = begun;
  }

  /** The checked target; set in every stage after the path was read. */
  public RequestTarget target() {
    return Objects.requireNonNull(target, "path not read yet");
  }

  public @Nullable RequestTarget targetIfRead() {
    return target;
  }

  public void target(RequestTarget read) {
    this.target = read;
  }

  /** Who sent the request; there is one in every stage after the token was checked. */
  public CallerIdentity identity() {
    return Objects.requireNonNull(identity, "token not checked yet");
  }

  public @Nullable CallerIdentity identityIfKnown() {
    return identity;
  }

  public void identity(CallerIdentity authenticated) {
    this.identity = authenticated;
  }

  /** The deprecation that the response announces; null if none. */
  @Nullable DeprecationNotice notice() {
    return notice;
  }

  /** Makes the response announce a deprecation, whoever writes it. */
  public void announce(DeprecationNotice announced) {
    this.notice = announced;
  }

  /** Lets this request be served from memory alone; a call to Bimplus for it fails like this. */
  public void limitToMemory(Enum<?> cause, RuntimeException rejection) {
    this.limitedBy = cause;
    this.rejection = rejection;
  }

  /** Why a call for this request is rejected, which the log then has; null if it is not. */
  public @Nullable RuntimeException rejectionOfCall() {
    if (limitedBy != null) {
      outcome.cause(limitedBy);
    }
    return rejection;
  }
}
