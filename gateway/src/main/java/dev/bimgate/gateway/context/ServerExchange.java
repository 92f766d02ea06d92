package dev.bimgate.gateway.context;

import dev.bimgate.gateway.context.http.ClientStream;
import dev.bimgate.gateway.context.http.ConnectionReset;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.impl.ContextInternal;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request with its response, from arrival to end.
 *
 * <p>Belongs to the event loop of its connection: it is created there, and every method is called
 * there.
 */
public class ServerExchange {

  private static final long UUID_VERSION_4 = 0x4000L;
  private static final long UUID_VARIANT = 0x8000_0000_0000_0000L;

  private final HttpServerRequest request;
  private final Context eventLoop = Vertx.currentContext();
  private final long startNanos = System.nanoTime();
  private final boolean bodyAnnounced;
  private final String id = newId();
  private Consumer<RuntimeException> onDefect = defect -> {};
  private @Nullable Runnable whenOver;
  private boolean rejectedByReset;
  private boolean over;

  ServerExchange(HttpServerRequest request) {
    this.request = request;
    this.bodyAnnounced = RequestBody.isAnnounced(request);
  }

  /** A random UUID (RFC 9562, section 5.4); unique, but no secret. */
  private static String newId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xf000L) | UUID_VERSION_4;
    long low = (random.nextLong() >>> 2) | UUID_VARIANT;
    return new UUID(high, low).toString();
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

  /** Whether the request came with a body, read or not. */
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

  /** The time since arrival. */
  public long elapsedNanos() {
    return System.nanoTime() - startNanos;
  }

  /** True once the response is complete, the stream was reset, or the client has left. */
  public boolean isOver() {
    return over;
  }

  /** Marks the end; true for the first call only. */
  public boolean end() {
    boolean first = !over;
    over = true;
    return first;
  }

  /** Adds an action to run once when this exchange is over: release of a resource it holds. */
  public void whenOver(Runnable release) {
    Runnable earlier = whenOver;
    this.whenOver =
        earlier == null
            ? release
            : () -> {
              earlier.run();
              release.run();
            };
  }

  /** Releases what this exchange still holds. */
  public void release() {
    if (whenOver != null) {
      whenOver.run();
    }
  }

  /** Resets the connection, in HTTP/2 the stream: a partial response must never look whole. */
  public void cutOff() {
    if (request.version() == HttpVersion.HTTP_2) {
      response().reset(ClientStream.INTERNAL_ERROR);
    } else {
      ConnectionReset.reset(request.connection());
    }
  }

  /** Rejects an HTTP/2 request by a stream error alone (RFC 9113, section 8.1.1). */
  public void rejectByReset() {
    rejectedByReset = true;
    response().setStatusCode(400).reset(ClientStream.PROTOCOL_ERROR);
  }

  /** Whether the response is complete, or a reset in place of one. */
  public boolean hasResponse() {
    return response().ended() || rejectedByReset;
  }

  /** Sets the handler of unexpected failures; set on arrival. */
  public void onDefect(Consumer<RuntimeException> handler) {
    this.onDefect = handler;
  }

  /** Runs a step of this exchange, so that even a defect ends in a response. */
  public void step(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException defect) {
      onDefect.accept(defect);
    }
  }

  boolean isOnEventLoop() {
    return ((ContextInternal) eventLoop).inThread();
  }

  /** Runs a step after work on another thread, on the event loop of this exchange. */
  public void onEventLoop(Runnable step) {
    eventLoop.runOnContext(nothing -> step(step));
  }

  /** Runs work on a thread that may block, called from any thread. */
  public <T> Future<T> elsewhere(Callable<T> work) {
    return eventLoop.executeBlocking(work, false);
  }

  /** Runs an action on the event loop of this exchange after a delay. */
  public void later(long millis, Runnable action) {
    eventLoop.owner().setTimer(millis, timer -> action.run());
  }

  /** Runs an action on the event loop of this exchange periodically, until it is over. */
  void every(long millis, Runnable action) {
    long timer = eventLoop.owner().setPeriodic(millis, id -> action.run());
    whenOver(() -> eventLoop.owner().cancelTimer(timer));
  }
}
