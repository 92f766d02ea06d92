package dev.bimgate.client;

import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One call from its start to the end of both bodies: breaker, share of the connections, connection,
 * request, response, and every way in which this can fail.
 *
 * <p>Everything happens on one Vert.x context, that of the caller, so nothing here is locked. The
 * outcome is reported once; later events are ignored.
 */
final class Exchange {

  private static final long NO_TIMER = -1;

  private final Transport transport;
  private final Vertx vertx;
  private final ContextInternal context;
  private final UpstreamOperation operation;
  private final UpstreamRequest call;
  private final RequestOptions head;
  private final Promise<UpstreamResponse> responsePromise;
  private final IdleTimeout watch;
  private final Admission admission;
  private final long startedAtNanos = System.nanoTime();

  private @Nullable HttpClientRequest request;
  private @Nullable Upload upload;
  private @Nullable ResponseBody body;
  private boolean replaced;
  private boolean retried;
  private long receivedBefore;
  private int responsesBefore;
  private boolean sent;
  private boolean over;
  private long deadlineTimer = NO_TIMER;
  private long responseTimer = NO_TIMER;

  Exchange(
      Transport transport,
      ContextInternal context,
      UpstreamOperation operation,
      UpstreamRequest call,
      RequestOptions head) {
    this.transport = transport;
    this.vertx = transport.vertx();
    this.context = context;
    this.responsePromise = context.promise();
    this.operation = operation;
    this.call = call;
    this.head = head;
    this.watch =
        new IdleTimeout(
            vertx, transport.options().idleTimeout(), () -> fail(UpstreamFailure.STALLED));
    this.admission = new Admission(transport, context, call, this::attempt, this::fail);
  }

  Future<UpstreamResponse> response() {
    return responsePromise.future();
  }

  /**
   * Begins; on the context.
   *
   * @param deadline for the whole exchange, or null for none; zero or less has passed already
   */
  void start(@Nullable Duration deadline) {
    if (call.abandoned() != UpstreamRequest.NEVER) {
      call.abandoned().onComplete(left -> onContext(this::abandoned));
    }
    if (over) {
      return;
    }
    if (deadline != null && (deadline.isZero() || deadline.isNegative())) {
      fail(UpstreamFailure.TIMEOUT);
      return;
    }
    if (deadline != null) {
      deadlineTimer = timer(deadline, UpstreamFailure.TIMEOUT);
    }
    admission.start(deadline);
  }

  void liftDeadline() {
    vertx.cancelTimer(deadlineTimer);
  }

  private void attempt() {
    admission.waits();
    boolean fresh = admission.isProbe() || replaced || retried;
    transport
        .connect(head, call.body() != null && call.body().isChunked(), fresh)
        .onComplete(
            connected -> {
              if (connected.failed()) {
                unreachable(connected.cause());
              } else if (over) {
                connected.result().exceptionHandler(late -> {});
                connected.result().reset();
              } else {
                send(connected.result());
              }
            });
  }

  /**
   * Replaces a pooled connection by a new one that turned out to be closed, once and for any
   * method: no request existed on it, so no byte of one was written, and sending it now is no retry
   * in the sense of RFC 9110, section 9.2.2. Once a request exists, how much of it was sent is
   * unknown.
   */
  private void unreachable(Throwable cause) {
    if (!over && !replaced && cause instanceof HttpClosedException) {
      replaced = true;
      attempt();
    } else {
      transport.events().connectionFailed(cause);
      fail(UpstreamFailure.UNREACHABLE);
    }
  }

  private void send(HttpClientRequest newRequest) {
    request = newRequest;
    receivedBefore = ReceivedBytes.of(newRequest.connection());
    responsesBefore = HeadGuard.responsesOf(newRequest.connection());
    newRequest.exceptionHandler(cut -> onContext(this::requestCut));
    newRequest.continueHandler(nothing -> interim(() -> call.interim().onContinue()));
    newRequest.earlyHintsHandler(headers -> interim(() -> call.interim().onEarlyHints(headers)));
    newRequest
        .response()
        .onComplete(
            arrived -> {
              if (arrived.succeeded()) {
                responded(newRequest, arrived.result());
              } else {
                onContext(() -> failed(newRequest, arrived.cause()));
              }
            });
    UploadBody uploadBody = call.body();
    if (uploadBody == null) {
      sent = true;
      newRequest.end().onSuccess(nothing -> awaitResponse(newRequest));
    } else {
      newRequest.sendHead();
      admission.uploads();
      upload =
          new Upload(
              uploadBody,
              newRequest,
              watch,
              () -> uploaded(newRequest),
              () -> fail(UpstreamFailure.CANCELLED));
      upload.start();
    }
  }

  private void interim(Runnable announcement) {
    if (!over) {
      announcement.run();
    }
  }

  private void uploaded(HttpClientRequest uploadedRequest) {
    sent = true;
    awaitResponse(uploadedRequest);
    finishWhenBothAreThrough();
  }

  private void awaitResponse(HttpClientRequest sentRequest) {
    if (!over && sentRequest == request && body == null) {
      if (upload != null) {
        admission.waits(); // as before the upload
      }
      responseTimer = timer(transport.options().responseTimeout(), UpstreamFailure.TIMEOUT);
    }
  }

  /** A caller that has the complete response ends successfully, even during the upload. */
  private void abandoned() {
    if (!over && body != null && body.hasEnded()) {
      succeed(body);
    } else {
      fail(UpstreamFailure.CANCELLED);
    }
  }

  /** After a complete early response the rest of the upload is not needed. */
  private void requestCut() {
    if (body != null && body.hasEnded()) {
      sent = true;
      finishWhenBothAreThrough();
    }
  }

  private void responded(HttpClientRequest answeredRequest, HttpClientResponse response) {
    response.exceptionHandler(cut -> onContext(() -> fail(failureOf(answeredRequest, cut))));
    if (over || answeredRequest != request) {
      return;
    }
    vertx.cancelTimer(responseTimer);
    admission.responded(response.statusCode());
    if (retried) {
      transport.events().retried(RetryResult.SUCCEEDED);
    }
    ResponseBody newBody = new ResponseBody(response, watch, this::finishWhenBothAreThrough);
    body = newBody;
    responsePromise.complete(new UpstreamResponse(this, newBody));
  }

  private void failed(HttpClientRequest failedRequest, Throwable cause) {
    if (over || failedRequest != request) {
      return;
    }
    UpstreamFailure failure = failureOf(failedRequest, cause);
    if (failure == UpstreamFailure.DISCONNECTED && mayBeSentAgain(failedRequest)) {
      if (wasPooled() || transport.retries().take()) {
        retry();
        return;
      }
      transport.events().retried(RetryResult.OVER_BUDGET);
    }
    fail(failure);
  }

  /**
   * Whether a retry is allowed: a safe method, once, when its connection failed before the first
   * byte of a response, interim ones included (RFC 9110, section 9.2.2). A probe shall tell what it
   * has met.
   */
  private boolean mayBeSentAgain(HttpClientRequest failedRequest) {
    boolean unanswered = ReceivedBytes.of(failedRequest.connection()) == receivedBefore;
    return call.isRepeatable() && unanswered && !retried && !admission.isProbe();
  }

  /** It may have died while nobody used it: then Bimplus has seen nothing, and is not failing. */
  private boolean wasPooled() {
    return receivedBefore > 0;
  }

  private void retry() {
    retried = true;
    sent = false;
    request = null;
    vertx.cancelTimer(responseTimer);
    attempt();
  }

  private void finishWhenBothAreThrough() {
    if (!over && sent && body != null && body.hasEnded()) {
      succeed(body);
    }
  }

  private void succeed(ResponseBody complete) {
    finish(null);
    transport
        .events()
        .finished(operation, UpstreamOutcome.ofStatus(complete.head().statusCode()), elapsed());
  }

  /** Ends the call as failed unless it has ended; on the context. */
  void fail(UpstreamFailure failure) {
    if (over) {
      return;
    }
    finish(failure);
    if (failure.isRejection()) {
      transport.events().rejected(call.callClass(), failure);
    } else {
      transport.events().finished(operation, UpstreamOutcome.of(failure), elapsed());
    }
    UpstreamException exception = new UpstreamException(failure);
    if (body == null) {
      if (retried && failure.isOfBimplus()) {
        transport.events().retried(RetryResult.FAILED);
      }
      responsePromise.tryFail(exception);
    } else {
      body.fail(exception);
    }
  }

  private void finish(@Nullable UpstreamFailure failure) {
    over = true;
    watch.stop();
    vertx.cancelTimer(deadlineTimer);
    vertx.cancelTimer(responseTimer);
    if (upload != null) {
      upload.stop();
    }
    closeConnectionUnlessThrough();
    admission.end(failure);
  }

  /**
   * Once the ends of request and response have been on the connection, read or not, Vert.x gives it
   * to the next call, which a reset would hit. Only its event loop knows whether they have.
   */
  private void closeConnectionUnlessThrough() {
    HttpClientRequest openRequest = request;
    if (openRequest == null || (sent && body != null && body.hasEnded())) {
      return;
    }
    boolean whole = upload == null || upload.isWhole();
    int before = responsesBefore;
    onLoopOf(
        openRequest.connection(),
        () -> {
          if (!whole || HeadGuard.responsesOf(openRequest.connection()) == before) {
            openRequest.reset();
          }
        });
  }

  private static void onLoopOf(HttpConnection connection, Runnable action) {
    EventLoop loop = ((ConnectionBase) connection).channel().eventLoop();
    if (loop.inEventLoop()) {
      action.run();
    } else {
      loop.execute(action);
    }
  }

  private static UpstreamFailure failureOf(HttpClientRequest failedRequest, Throwable reported) {
    Throwable recorded = HeadGuard.causeOfEnd(failedRequest.connection());
    Throwable cause =
        recorded != null && reported instanceof HttpClosedException ? recorded : reported;
    if (cause instanceof UpstreamException upstream) {
      return upstream.failure();
    }
    boolean closed =
        cause instanceof HttpClosedException
            || cause instanceof IOException
            || cause instanceof ChannelException
            || cause instanceof PrematureChannelClosureException;
    return closed ? UpstreamFailure.DISCONNECTED : UpstreamFailure.MALFORMED;
  }

  private long timer(Duration time, UpstreamFailure failure) {
    return vertx.setTimer(Timers.millis(time), id -> fail(failure));
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedAtNanos);
  }

  /** Vert.x reports failures of a connection on the thread of that connection. */
  private void onContext(Runnable action) {
    if (context.inThread()) {
      action.run();
    } else {
      context.runOnContext(nothing -> action.run());
    }
  }
}
