package dev.bimgate.gateway.context;

import dev.bimgate.cache.Caller;
import dev.bimgate.cache.Field;
import dev.bimgate.cache.LookupOutcome;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.impl.ContextInternal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the stages: what came, what was found out, how it ended.
 *
 * <p>Belongs to the event loop of its connection; every method is called there.
 */
public final class RequestContext {

  private final HttpServerRequest request;
  private final Context eventLoop;
  private final long startNanos;
  private final boolean bodyAnnounced;
  private final String id = RequestIds.next();
  private RouteLabel route = RouteName.NONE;
  private Outcome outcome = Outcome.FAILED;
  private @Nullable RequestTarget target;
  private @Nullable Caller caller;
  private Instant credentialExpiresAt = Instant.EPOCH;
  private @Nullable LookupOutcome lookup;
  private @Nullable String cacheStatus;
  private @Nullable String cause;
  private @Nullable String upstreamRequestId;
  private @Nullable String upstreamRemaining;
  private List<Field> fieldsOfTheCall = List.of();
  private @Nullable DeprecationNotice notice;
  private Consumer<RuntimeException> onDefect = defect -> {};
  private Runnable whenOver = () -> {};
  private boolean refusedByReset;
  private boolean over;

  /**
   * @param request the request, at the moment of its arrival
   * @param eventLoop the context of its connection
   * @param startNanos when it arrived, on the clock of {@link System#nanoTime()}
   */
  public RequestContext(HttpServerRequest request, Context eventLoop, long startNanos) {
    this.request = request;
    this.eventLoop = eventLoop;
    this.startNanos = startNanos;
    this.bodyAnnounced = RequestBody.isAnnounced(request);
  }

  public HttpServerRequest request() {
    return request;
  }

  public HttpServerResponse response() {
    return request.response();
  }

  public HttpMethod method() {
    return request.method();
  }

  /** Whether a body comes with this request, whatever has become of it since. */
  public boolean announcesBody() {
    return bodyAnnounced;
  }

  public boolean isHead() {
    return request.method().equals(HttpMethod.HEAD);
  }

  /** The id of this request: {@code X-Request-Id}, the log line and the problem's instance. */
  public String id() {
    return id;
  }

  public long startNanos() {
    return startNanos;
  }

  /** True once the answer is written whole, the stream was reset, or the client has left. */
  public boolean isOver() {
    return over;
  }

  /** Marks the end; true for the first call only. */
  public boolean end() {
    boolean first = !over;
    over = true;
    return first;
  }

  /** Adds to what is done once when this request is over: letting go of what it still holds. */
  public void whenOver(Runnable release) {
    Runnable earlier = whenOver;
    this.whenOver =
        () -> {
          earlier.run();
          release.run();
        };
  }

  /** Lets go of what this request still holds. */
  public void release() {
    whenOver.run();
  }

  /** Cuts the answer off, so that it never looks whole: resets the connection, or the stream. */
  public void cutOff() {
    if (request.version() == HttpVersion.HTTP_2) {
      response().reset(ClientStream.INTERNAL_ERROR);
    } else {
      ConnectionReset.reset(request.connection());
    }
  }

  /** Refuses a request of HTTP/2 by the error of its stream alone (RFC 9113, section 8.1.1). */
  public void refuseByReset() {
    refusedByReset = true;
    outcome = Outcome.REFUSED_REQUEST;
    response().setStatusCode(400).reset(ClientStream.PROTOCOL_ERROR);
  }

  /** Whether that was all the answer there was to be. */
  public boolean isRefusedByReset() {
    return refusedByReset;
  }

  /** Sets who answers when a step of this request fails in a way that nobody foresaw. */
  public void onDefect(Consumer<RuntimeException> answer) {
    this.onDefect = answer;
  }

  /** Takes a step of this request, so that even a defect ends in an answer. */
  public void step(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException defect) {
      onDefect.accept(defect);
    }
  }

  /** True on the thread of this request's event loop, whatever is being done there. */
  boolean isOnEventLoop() {
    return ((ContextInternal) eventLoop).inThread();
  }

  /** Takes a step after work done elsewhere, on the event loop of this request. */
  public void onEventLoop(Runnable step) {
    eventLoop.runOnContext(nothing -> step(step));
  }

  /** Does work on a thread that may be held up, for whoever is on an event loop, or on none. */
  public <T> Future<T> elsewhere(Callable<T> work) {
    return eventLoop.executeBlocking(work, false);
  }

  /** Runs an action on the event loop of this request after a while. */
  public void later(long millis, Runnable action) {
    eventLoop.owner().setTimer(millis, timer -> action.run());
  }

  /** Runs an action on the event loop of this request now and then, until it is over. */
  void every(long millis, Runnable action) {
    long timer = eventLoop.owner().setPeriodic(millis, id -> action.run());
    whenOver(() -> eventLoop.owner().cancelTimer(timer));
  }

  /** The checked target; there is one in every stage after the path was read. */
  public RequestTarget target() {
    return Objects.requireNonNull(target, "path not read yet");
  }

  public @Nullable RequestTarget targetIfRead() {
    return target;
  }

  public void target(RequestTarget read) {
    this.target = read;
  }

  /** Who asks; there is one in every stage after the token was checked. */
  public Caller caller() {
    return Objects.requireNonNull(caller, "token not checked yet");
  }

  public @Nullable Caller callerIfKnown() {
    return caller;
  }

  public void caller(Caller verified, Instant expiresAt) {
    this.caller = verified;
    this.credentialExpiresAt = expiresAt;
  }

  /** When the credential of this request ends. */
  public Instant credentialExpiresAt() {
    return credentialExpiresAt;
  }

  public RouteLabel route() {
    return route;
  }

  public void route(RouteLabel found) {
    this.route = found;
  }

  public Outcome outcome() {
    return outcome;
  }

  public void outcome(Outcome ended) {
    this.outcome = ended;
  }

  /** How the list was obtained; null when this request asked for none. */
  public @Nullable LookupOutcome lookup() {
    return lookup;
  }

  public void lookup(LookupOutcome obtained) {
    this.lookup = obtained;
  }

  /** What a streamed answer says of the cache; null on routes that are not cached. */
  public @Nullable String cacheStatus() {
    return cacheStatus;
  }

  public void cacheStatus(String said) {
    this.cacheStatus = said;
  }

  /** Why a request was refused or failed, as one word from a closed list; null when it was not. */
  public @Nullable String cause() {
    return cause;
  }

  public void cause(Enum<?> word) {
    this.cause = Words.of(word);
  }

  /** Bimplus's own id of the call made for this request, if any: {@code X-Upstream-Request-Id}. */
  public @Nullable String upstreamRequestId() {
    return upstreamRequestId;
  }

  /** What Bimplus said is left of the user's budget, if this request made a call. */
  public @Nullable String upstreamRemaining() {
    return upstreamRemaining;
  }

  /** Fields of the call to Bimplus made for this request, which no other request is told. */
  public List<Field> fieldsOfTheCall() {
    return fieldsOfTheCall;
  }

  public void fieldsOfTheCall(List<Field> fields) {
    this.fieldsOfTheCall = fields;
  }

  /** What the answer to this request announces; null when it has nothing to announce. */
  @Nullable DeprecationNotice notice() {
    return notice;
  }

  /** Has the answer to this request, whoever gives it, announce something. */
  public void announce(DeprecationNotice announced) {
    this.notice = announced;
  }

  /** Notes what the log line tells of the call to Bimplus. */
  public void calledUpstream(@Nullable String requestId, @Nullable String remaining) {
    this.upstreamRequestId = requestId;
    this.upstreamRemaining = remaining;
  }
}
