package dev.bimgate.sandbox.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One answer on its way out, and what its fault does to it. */
final class Delivery {

  private static final int WHOLE_BYTES = 16 * 1024 * 1024;

  private final Exchange exchange;
  private final HttpServerResponse response;
  private final @Nullable Fault fault;

  Delivery(Exchange exchange, @Nullable Fault fault) {
    this.exchange = exchange;
    this.response = exchange.response();
    this.fault = fault;
  }

  /** Sends a whole answer. */
  void send(Answer answer) {
    whenDue(() -> write(Spoiled.of(answer, fault)));
  }

  boolean wantsPlainAnswer() {
    return Spoiled.needsPlain(fault);
  }

  /** Sends a body of known length piece by piece; status and fields are set already. */
  void stream(long length, Outflow.Source source) {
    if (Spoiled.needsWhole(fault) && length <= WHOLE_BYTES) {
      response.setChunked(false);
      Buffer whole = source.bytes(0, (int) length);
      send(new Answer(response.getStatusCode(), Map.of(), whole));
      return;
    }
    whenDue(() -> flow(length, source));
  }

  private void whenDue(Runnable answering) {
    if (fault instanceof Fault.HoldAnswer hold) {
      exchange.waitAt(hold.gate(), answering);
    } else if (fault instanceof Fault.Delay delay && delay.millis() > 0) {
      exchange.vertx().setTimer(delay.millis(), timer -> answering.run());
    } else if (fault instanceof Fault.ResetBeforeHead) {
      exchange.reset();
    } else {
      answering.run();
    }
  }

  void write(Answer answer) {
    if (response.closed() || response.ended()) {
      return;
    }
    response.setStatusCode(answer.status());
    answer.fields().forEach(response::putHeader);
    exchange.drainUnread();
    if (answer.status() == 304 || answer.status() == 204) {
      exchange.record().answering(answer.status());
      response.end();
      return;
    }
    Buffer body = answer.body();
    response.putHeader("Content-Length", String.valueOf(body.length()));
    flow(body.length(), (from, count) -> body.getBuffer((int) from, (int) from + count));
  }

  private void flow(long length, Outflow.Source source) {
    if (response.closed()) {
      return;
    }
    exchange.record().answering(response.getStatusCode());
    frame(length);
    if (exchange.isHead()) {
      response.end();
      return;
    }
    long speed = fault instanceof Fault.Drip drip ? drip.bytesPerSecond() : 0;
    Outflow outflow = new Outflow(exchange, length, source, speed);
    stopIn(outflow, length);
    outflow.start();
  }

  private void frame(long length) {
    if (fault instanceof Fault.WrongLength wrong && !response.isChunked()) {
      long told = Math.max(0, length + wrong.bytes());
      response.putHeader("Content-Length", String.valueOf(told));
    } else if (fault instanceof Fault.BrokenChunks) {
      response.headers().remove("Content-Length");
      response.setChunked(true);
    }
  }

  private void stopIn(Outflow outflow, long length) {
    if (fault instanceof Fault.HoldBody hold) {
      outflow.stopAt(hold.afterBytes(), () -> exchange.waitAt(hold.gate(), outflow::next));
    } else if (fault instanceof Fault.CutBody cut) {
      outflow.stopAt(cut.afterBytes(), () -> onceSent(exchange::drop));
    } else if (fault instanceof Fault.ResetBody reset) {
      outflow.stopAt(reset.afterBytes(), () -> onceSent(exchange::reset));
    } else if (fault instanceof Fault.WrongLength wrong && wrong.bytes() > 0) {
      outflow.stopAt(length, () -> onceSent(exchange::drop));
    } else if (fault instanceof Fault.BrokenChunks broken) {
      outflow.stopAt(Math.min(length, broken.afterBytes()), () -> spoil(broken.flaw()));
    }
  }

  private void spoil(Fault.BrokenChunks.Flaw flaw) {
    if (response.closed()) {
      return;
    }
    switch (flaw) {
      case BAD_SIZE -> exchange.wire().send("xyz\r\nno chunk of that size\r\n");
      case GARBAGE -> exchange.wire().send("\u0000\u0001\u00fe\u00ff}{;=\"\u007f\r\n");
      case NO_LAST -> onceSent(exchange::drop);
    }
  }

  /** An empty write ends when all before it is on the wire. */
  private void onceSent(Runnable action) {
    response.write(Buffer.buffer()).onComplete(flushed -> action.run());
  }
}
