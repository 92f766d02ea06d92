package dev.bimgate.sandbox.wire;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request with its record, its fault if it has one, and the way to send its response. */
public final class Exchange {

  private final Vertx vertx;
  private final Context context;
  private final HttpServerRequest request;
  private final RecordedRequest record;
  private final Delivery delivery;
  private boolean reading;

  Exchange(Vertx vertx, HttpServerRequest request, RecordedRequest record, @Nullable Fault fault) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.request = request;
    this.record = record;
    this.delivery = new Delivery(this, fault);
    request.exceptionHandler(gone -> record.ended(RecordedRequest.State.ABORTED));
    response().exceptionHandler(gone -> record.ended(RecordedRequest.State.ABORTED));
    response().closeHandler(gone -> record.ended(RecordedRequest.State.ABORTED));
    response().endHandler(sent -> record.ended(RecordedRequest.State.COMPLETED));
  }

  Vertx vertx() {
    return vertx;
  }

  public RecordedRequest record() {
    return record;
  }

  public HttpServerRequest request() {
    return request;
  }

  public HttpServerResponse response() {
    return request.response();
  }

  public boolean isHead() {
    return record.method().equals("HEAD");
  }

  @Nullable
  public String parameter(String name) {
    return request.getParam(name);
  }

  public long number(String name, long otherwise) {
    String value = parameter(name);
    return value == null ? otherwise : Long.parseLong(value);
  }

  public boolean flag(String name) {
    return "1".equals(parameter(name)) || "true".equalsIgnoreCase(parameter(name));
  }

  /** The segments of the path, decoded; a slash at the end makes none. */
  public List<String> segments() {
    String path = request.path();
    List<String> segments = new ArrayList<>();
    if (path == null || path.length() < 2) {
      return segments;
    }
    String trimmed = path.endsWith("/") ? path.substring(1, path.length() - 1) : path.substring(1);
    for (String segment : trimmed.split("/", -1)) {
      segments.add(decoded(segment));
    }
    return segments;
  }

  /** Reads the whole body, recording it on the way. */
  public Future<Buffer> body() {
    Buffer whole = Buffer.buffer();
    return read(whole::appendBuffer).map(whole);
  }

  /** Reads the body to its end, recording it on the way. */
  public Future<Void> read(Consumer<Buffer> onChunk) {
    reading = true;
    Promise<Void> end = Promise.promise();
    request.handler(
        chunk -> {
          record.bodyArrived(chunk.getBytes());
          onChunk.accept(chunk);
        });
    request.endHandler(
        nothing -> {
          record.bodyEnded();
          end.complete();
        });
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      response().writeContinue();
    }
    request.resume();
    return end.future();
  }

  /** Sends a whole answer, or what the fault makes of it. */
  public void send(Answer answer) {
    delivery.send(answer);
  }

  /** Whether the fault would be lost in a compressed answer. */
  public boolean wantsPlainAnswer() {
    return delivery.wantsPlainAnswer();
  }

  /** Sends a body of known length piece by piece; status and fields are set already. */
  public void stream(long length, Outflow.Source source) {
    delivery.stream(length, source);
  }

  /** Goes on with the action on this exchange's own thread once the gate is open. */
  void waitAt(Gate gate, Runnable action) {
    gate.arrive(() -> context.runOnContext(nothing -> action.run()));
  }

  void answerInstead(Fault.Instead instead) {
    delivery.write(new Answer(instead.status(), instead.fields(), Buffer.buffer(instead.body())));
  }

  void drop() {
    request.connection().close();
  }

  void reset() {
    if (!response().closed()) {
      wire().reset();
    }
  }

  /** The connection below the codec, for bytes that Vert.x would not send. */
  Wire wire() {
    return Wire.under(request.connection());
  }

  /** Ends an exchange whose request could not be read, or that the sandbox itself got wrong. */
  public void failed(Throwable cause) {
    if (response().headWritten()) {
      drop();
      return;
    }
    boolean theirs = cause instanceof DecodeException || cause instanceof IllegalArgumentException;
    delivery.write(
        theirs
            ? Answer.error(400, "BadRequest", "The request could not be read.")
            : Answer.error(500, "SandboxError", cause.toString()));
  }

  /** A body that nobody wants is read away, unless its sender still waits for our 100. */
  void drainUnread() {
    if (reading) {
      return;
    }
    if (request.getHeader("Expect") != null) {
      response().putHeader("Connection", "close");
      return;
    }
    reading = true;
    request.handler(chunk -> record.bodyArrived(chunk.getBytes()));
    request.endHandler(nothing -> record.bodyEnded());
    request.resume();
  }

  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return segment;
    }
  }
}
