package dev.bimgate.gateway.drain;

import dev.bimgate.gateway.context.RejectedBody;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.ShortResponseEncoder;
import dev.bimgate.gateway.context.http.ClientStream;
import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * The shutdown in steps, with the connected clients and the requests open on their connections.
 *
 * <p>No request is lost between two phases: one registers its connection before it reads the phase,
 * and a step sets the phase before it looks at the connections.
 */
public final class Drain {

  private final ConcurrentMap<HttpConnection, ClientConnection> connections =
      new ConcurrentHashMap<>();
  private volatile DrainPhase phase = DrainPhase.SERVING;

  public DrainPhase phase() {
    return phase;
  }

  /**
   * Registers a request before anything else happens to it, on its event loop.
   *
   * @return false when it must be ignored, since its connection is being closed
   */
  public boolean begin(RequestContext request) {
    ClientConnection connection = connectionOf(request.request());
    // A pipelined request may arrive after its connection was closed and removed.
    if (!connection.channel().isOpen() || !connection.begin(request)) {
      return false;
    }
    switch (phase) {
      case SERVING -> {}
      case KEEP_SERVING -> connection.tellToGo();
      case FINISHING -> connection.finish();
    }
    return true;
  }

  private ClientConnection connectionOf(HttpServerRequest request) {
    HttpConnection connection = request.connection();
    ClientConnection known = connections.get(connection);
    if (known != null) {
      return known;
    }
    ClientConnection first = new ClientConnection(connection, request.version());
    connections.put(connection, first);
    RejectedBody.countOn(connection);
    ShortResponseEncoder.addTo(connection);
    // Not its close handler, of which there is one only: Quarkus may have set it.
    ClientStream.channelOf(connection)
        .closeFuture()
        .addListener(closed -> connections.remove(connection));
    return first;
  }

  /** The first step: fails readiness, and asks clients to go elsewhere. */
  void keepServing() {
    phase = DrainPhase.KEEP_SERVING;
    onEach(
        connection -> {
          connection.tellToGo();
          return 0;
        });
  }

  /**
   * The second step: accepts no new requests.
   *
   * @return what is still in progress
   */
  Rest finish() {
    phase = DrainPhase.FINISHING;
    stopListening();
    List<Work> work =
        onEach(ClientConnection::finish).stream().filter(left -> left.requests() >= 0).toList();
    int requests = work.stream().mapToInt(Work::requests).sum();
    return new Rest(
        requests,
        CompletableFuture.allOf(work.stream().map(Work::closed).toArray(CompletableFuture[]::new)));
  }

  /**
   * The last step: resets every connection on which something is still in progress.
   *
   * @return how many requests that truncated
   */
  int reset() {
    return onEach(connection -> connection.finish() < 0 ? 0 : connection.reset()).stream()
        .mapToInt(Work::requests)
        .sum();
  }

  /**
   * What is still in progress when no new requests are accepted.
   *
   * @param requests how many requests are open
   * @param through completes when all of it is sent, to the last byte
   */
  record Rest(int requests, CompletableFuture<Void> through) {}

  private record Work(int requests, CompletableFuture<Void> closed) {}

  /** Closes the listening sockets, and no connection with them: Vert.x closes only both at once. */
  private void stopListening() {
    connections.values().stream()
        .map(connection -> connection.channel().parent())
        .filter(Objects::nonNull)
        .distinct()
        .forEach(Channel::close);
  }

  /** Runs the action for each connection on its event loop, and waits for all of them. */
  private List<Work> onEach(Function<ClientConnection, Integer> action) {
    Collection<CompletableFuture<Work>> done =
        connections.values().stream().map(connection -> on(connection, action)).toList();
    return done.stream().map(CompletableFuture::join).toList();
  }

  private static CompletableFuture<Work> on(
      ClientConnection connection, Function<ClientConnection, Integer> action) {
    Channel channel = connection.channel();
    CompletableFuture<Void> closed = new CompletableFuture<>();
    channel.closeFuture().addListener(nothing -> closed.complete(null));
    return CompletableFuture.supplyAsync(
        () -> new Work(action.apply(connection), closed), channel.eventLoop());
  }
}
