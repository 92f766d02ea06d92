package dev.bimgate.sandbox.wire;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;

/** The faults that act when a request comes, before or in place of the right answer. */
final class Misdeeds {

  private static final int CLOSING_MILLIS = 1_000;
  private static final int ENDLESS_MILLIS = 5;

  private final Listener listener;

  Misdeeds(Listener listener) {
    this.listener = listener;
  }

  /** Does what the fault wants done now; whether the right answer is to be made all the same. */
  boolean leaveToRoutes(Exchange exchange, Fault fault) {
    if (fault instanceof Fault.Interim interim) {
      exchange.wire().send(head(interim));
      return true;
    }
    if (fault instanceof Fault.InHead lines) {
      exchange.wire().insertIntoHead(lines.bytes());
      return true;
    }
    return !actedInPlaceOfAnAnswer(exchange, fault);
  }

  private boolean actedInPlaceOfAnAnswer(Exchange exchange, Fault fault) {
    if (fault instanceof Fault.Drop) {
      exchange.drop();
    } else if (fault instanceof Fault.Instead instead) {
      exchange.answerInstead(instead);
    } else if (fault instanceof Fault.EarlyAndClosed early) {
      answerAndClose(exchange, early.status());
    } else if (fault instanceof Fault.Refuse refuse) {
      listener.refuse(refuse.millis());
    } else if (fault instanceof Fault.EndlessHead) {
      exchange.drainUnread();
      Wire wire = exchange.wire();
      wire.send("HTTP/1.1 200 OK\r\n");
      sendFieldsForEver(exchange, wire);
    } else if (fault instanceof Fault.Hang hang) {
      if (hang.readsBody()) {
        var unused = exchange.read(chunk -> {});
      }
    } else {
      return false;
    }
    return true;
  }

  private static void answerAndClose(Exchange exchange, int status) {
    Wire wire = exchange.wire();
    Buffer body = Answer.error(status, "Fault", "on purpose").body();
    exchange.record().answering(status);
    exchange
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json; charset=utf-8")
        .putHeader("Connection", "close")
        .end(body)
        .onComplete(
            sent -> {
              wire.finish();
              exchange.vertx().setTimer(CLOSING_MILLIS, timer -> exchange.drop());
            });
  }

  private static void sendFieldsForEver(Exchange exchange, Wire wire) {
    if (!wire.isOpen()) {
      return;
    }
    if (wire.isWritable()) {
      wire.send("X-More: " + "more ".repeat(200) + "\r\n");
    }
    exchange.vertx().setTimer(ENDLESS_MILLIS, timer -> sendFieldsForEver(exchange, wire));
  }

  private static String head(Fault.Interim interim) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ");
    head.append(HttpResponseStatus.valueOf(interim.status())).append("\r\n");
    interim.fields().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    return head.append("\r\n").toString();
  }
}
