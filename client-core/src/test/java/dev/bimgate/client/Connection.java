package dev.bimgate.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** One connection of {@link RawBimplus}: all bytes that came, and whatever a test writes. */
final class Connection {

  private final NetSocket socket;
  private final Promise<Void> closed = Promise.promise();
  private final Promise<String> firstHead = Promise.promise();
  private final StringBuilder received = new StringBuilder();
  private final Map<String, Promise<String>> awaited = new LinkedHashMap<>();

  Connection(NetSocket socket) {
    this.socket = socket;
    socket.closeHandler(nothing -> closed.complete());
    socket.exceptionHandler(reset -> {});
  }

  NetSocket socket() {
    return socket;
  }

  /** Calls with each request's headers, if requests have no bodies or only the first counts. */
  void onRequest(Consumer<String> script) {
    StringBuilder open = new StringBuilder();
    socket.handler(
        bytes -> {
          String text = bytes.toString(StandardCharsets.ISO_8859_1);
          open.append(text);
          int end = open.indexOf("\r\n\r\n");
          if (end >= 0) {
            String head = open.substring(0, end);
            open.setLength(0);
            firstHead.tryComplete(head);
            script.accept(head);
          }
          keep(text);
        });
  }

  /** Completes once the system has the bytes. */
  Future<Void> write(String bytes) {
    return socket.write(bytes, "ISO-8859-1");
  }

  void close() {
    socket.close();
  }

  /** All that has come so far. */
  synchronized String received() {
    return received.toString();
  }

  /** Completes once all that has come ends with these bytes. */
  synchronized Future<String> received(String end) {
    Promise<String> promise = awaited.computeIfAbsent(end, unseen -> Promise.promise());
    completeAwaited();
    return promise.future();
  }

  Future<String> firstHead() {
    return firstHead.future();
  }

  Future<Void> closed() {
    return closed.future();
  }

  private synchronized void keep(String text) {
    received.append(text);
    completeAwaited();
  }

  private void completeAwaited() {
    String all = received.toString();
    awaited.forEach(
        (end, promise) -> {
          if (all.endsWith(end) || all.endsWith(end + "\r\n")) {
            promise.tryComplete(all);
          }
        });
  }
}
