package dev.bimgate.gateway.redaction;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The redacted body of a response as a stream, which reads upstream's stream only as fast as it is
 * read itself.
 *
 * <p>First {@link #open} it: that reads ahead, so that a short malformed body becomes a clean error
 * instead of a truncated response. From then on it is a {@link ReadStream} that starts paused: set
 * its handlers, then {@link #resume()} it, or pipe it. It ends only when the document was complete.
 * Otherwise its exception handler is called, once, with a {@link MalformedBodyException} or with
 * the failure of upstream's stream: the response must then be reset, and upstream's request too,
 * since upstream's stream stays paused and is not read on.
 *
 * <p>Holds at most one chunk of upstream, and its output. All calls and events are on one context,
 * that of upstream's stream.
 */
public final class RedactingStream implements ReadStream<Buffer>, AutoCloseable {

  /** After so many steps, other work on the event loop has its turn. */
  private static final int STEPS_PER_TURN = 16;

  private static final Handler<Buffer> DISCARD = piece -> {};

  private final ReadStream<Buffer> upstream;
  private final RedactingBody body;
  private final Executor laterTurn;
  private final Promise<Void> opened = Promise.promise();

  private Buffer output = Buffer.buffer();
  private int openingBytes;
  private boolean open;
  private OptionalLong lengthAtOpening = OptionalLong.empty();

  /** Whether a chunk or the end of upstream is pending. */
  private boolean asked;

  private boolean upstreamEnded;

  /** Whether the document is complete, and all of it is in the output or delivered. */
  private boolean complete;

  private boolean over;
  private boolean working;
  private long demand;
  private Handler<Buffer> handler = DISCARD;
  private @Nullable Handler<Void> endHandler;
  private @Nullable Handler<Throwable> exceptionHandler;
  private @Nullable Throwable untold;

  /**
   * Takes over upstream's stream and pauses it.
   *
   * @param upstream the coded body, none of which has been read
   * @param body redacts it; closed when the stream is over
   * @param context where upstream's stream calls its handlers
   */
  public RedactingStream(ReadStream<Buffer> upstream, RedactingBody body, Context context) {
    this(upstream, body, task -> context.runOnContext(turn -> task.run()));
  }

  RedactingStream(ReadStream<Buffer> upstream, RedactingBody body, Executor laterTurn) {
    this.upstream = upstream;
    this.body = body;
    this.laterTurn = laterTurn;
    upstream.pause();
    upstream.exceptionHandler(this::upstreamFailed);
    upstream.endHandler(end -> upstreamEnded());
    upstream.handler(this::chunk);
  }

  /**
   * Begins to read, and holds the output.
   *
   * @param bytes how much redacted output is enough to open with, at least 1
   * @return succeeds once there is that much, or the document is complete; fails when before that
   *     the body cannot be read or upstream's stream fails
   */
  public Future<Void> open(int bytes) {
    openingBytes = bytes;
    work();
    return opened.future();
  }

  /** The length in bytes of the whole redacted body, if {@link #open} has read all of it. */
  public OptionalLong lengthIfComplete() {
    return lengthAtOpening;
  }

  @Override
  public RedactingStream handler(@Nullable Handler<Buffer> handler) {
    this.handler = handler == null ? DISCARD : handler;
    return this;
  }

  @Override
  public RedactingStream endHandler(@Nullable Handler<Void> endHandler) {
    this.endHandler = endHandler;
    return this;
  }

  @Override
  public RedactingStream exceptionHandler(@Nullable Handler<Throwable> exceptionHandler) {
    this.exceptionHandler = exceptionHandler;
    tellFailure();
    return this;
  }

  @Override
  public RedactingStream pause() {
    demand = 0;
    return this;
  }

  @Override
  public RedactingStream resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public RedactingStream fetch(long amount) {
    if (amount < 0) {
      throw new IllegalArgumentException("amount below 0");
    }
    demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
    work();
    return this;
  }

  /** Closes the stream, without a further event; may be called again. */
  @Override
  public void close() {
    over = true;
    body.close();
  }

  private void chunk(Buffer chunk) {
    asked = false;
    if (!over) {
      body.feed(chunk);
      work();
    }
  }

  /** A connection that fails after the end of the body takes nothing from it. */
  private void upstreamFailed(Throwable failure) {
    if (!upstreamEnded) {
      fail(failure);
    }
  }

  private void upstreamEnded() {
    asked = false;
    upstreamEnded = true;
    work();
  }

  /**
   * Advances as far as there is demand.
   *
   * <p>Handlers called from here may call back; that only changes what the loop finds next.
   */
  private void work() {
    if (working) {
      return;
    }
    working = true;
    try {
      int steps = 0;
      while (wanted() && advance()) {
        if (++steps == STEPS_PER_TURN) {
          laterTurn.execute(this::work);
          return;
        }
      }
    } catch (MalformedBodyException e) {
      fail(e);
    } finally {
      working = false;
    }
  }

  private boolean wanted() {
    return !over && (open ? demand > 0 : openingBytes > 0);
  }

  /** Does one thing; returns false when there is nothing to do before upstream calls again. */
  private boolean advance() throws MalformedBodyException {
    if (!open && (complete || output.length() >= openingBytes)) {
      open = true;
      lengthAtOpening = complete ? OptionalLong.of(output.length()) : OptionalLong.empty();
      opened.complete();
    } else if (open && output.length() > 0) {
      deliver();
    } else if (complete) {
      end();
    } else if (!body.step(output)) {
      if (!upstreamEnded) {
        return fetchNext();
      }
      body.finish();
      complete = true;
    }
    return true;
  }

  private void deliver() {
    Buffer piece = output;
    output = Buffer.buffer();
    demand = demand == Long.MAX_VALUE ? demand : demand - 1;
    handler.handle(piece);
  }

  private boolean fetchNext() {
    if (!asked) {
      asked = true;
      upstream.fetch(1);
    }
    return !asked;
  }

  private void end() {
    close();
    if (endHandler != null) {
      endHandler.handle(null);
    }
  }

  private void fail(Throwable failure) {
    if (over) {
      return;
    }
    close();
    if (open) {
      untold = failure;
      tellFailure();
    } else {
      opened.fail(failure);
    }
  }

  private void tellFailure() {
    if (untold != null && exceptionHandler != null) {
      Throwable failure = untold;
      untold = null;
      exceptionHandler.handle(failure);
    }
  }
}
