package dev.bimgate.client;

import static dev.bimgate.client.Waiting.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A server that speaks in bytes, one script per connection, the last one for all further ones. */
final class RawBimplus implements AutoCloseable {

  private final NetServer server;
  private final List<Connection> connections = new CopyOnWriteArrayList<>();
  private final Map<Integer, Promise<Connection>> arrivals = new ConcurrentHashMap<>();

  @SafeVarargs
  RawBimplus(Vertx vertx, Consumer<Connection>... scripts) {
    server = vertx.createNetServer().connectHandler(socket -> accept(socket, scripts));
    await(server.listen(0, "127.0.0.1"));
  }

  private void accept(NetSocket socket, Consumer<Connection>[] scripts) {
    Connection connection = new Connection(socket);
    connections.add(connection);
    scripts[Math.min(connections.size(), scripts.length) - 1].accept(connection);
    arrivalOf(connections.size() - 1).complete(connection);
  }

  URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/v2");
  }

  /** The connection of this index, once it is there. */
  Future<Connection> arrival(int index) {
    return arrivalOf(index).future();
  }

  private Promise<Connection> arrivalOf(int index) {
    return arrivals.computeIfAbsent(index, unseen -> Promise.promise());
  }

  int connectionCount() {
    return connections.size();
  }

  /** The connection of this index: a client may have timed out before it is accepted here. */
  Connection connection(int index) {
    return await(arrival(index));
  }

  @Override
  public void close() {
    await(server.close());
  }

  /** Responds to every request on a connection with the same bytes. */
  static Consumer<Connection> answering(String response) {
    return connection -> connection.onRequest(head -> connection.write(response));
  }

  /** Reads and sends nothing. */
  static Consumer<Connection> silent() {
    return connection -> connection.onRequest(head -> {});
  }

  static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }
}
