package dev.bimgate.gateway.passthrough;

import dev.bimgate.gateway.context.RequestBody;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemResponse;
import dev.bimgate.gateway.problem.ProblemType;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request without credential, read whole before the request is sent to Bimplus: a
 * client that nobody knows holds no connection to Bimplus while it sends.
 */
final class LoginBody implements ReadStream<Buffer> {

  private final Buffer bytes;
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;
  private boolean read;

  private LoginBody(Buffer bytes) {
    this.bytes = bytes;
  }

  /** Reads the body of a request, or responds 408 or 413. */
  static void read(RequestContext request, Consumer<LoginBody> next) {
    RequestBody.readShort(
        request,
        read -> {
          if (read.whole()) {
            next.accept(new LoginBody(read.bytes()));
          } else {
            reject(request, ProblemType.CONTENT_TOO_LARGE, "The body is larger than 16,384 bytes.");
          }
        },
        () -> reject(request, ProblemType.BODY_TIMEOUT, "The body took longer than 5 seconds."));
  }

  private static void reject(RequestContext request, ProblemType type, String detail) {
    ProblemResponse.write(request, new Problem(type, detail));
  }

  @Override
  public LoginBody handler(@Nullable Handler<Buffer> newHandler) {
    this.handler = newHandler;
    return this;
  }

  @Override
  public LoginBody endHandler(@Nullable Handler<Void> newHandler) {
    this.endHandler = newHandler;
    return this;
  }

  /** Nothing fails. */
  @Override
  public LoginBody exceptionHandler(@Nullable Handler<Throwable> newHandler) {
    return this;
  }

  @Override
  public LoginBody pause() {
    return this;
  }

  @Override
  public LoginBody resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public LoginBody fetch(long amount) {
    if (!read && handler != null && endHandler != null) {
      read = true;
      handler.handle(bytes);
      endHandler.handle(null);
    }
    return this;
  }
}
