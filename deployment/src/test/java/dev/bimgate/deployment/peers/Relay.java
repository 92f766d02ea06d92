package dev.bimgate.deployment.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between one gateway and Valkey; impairs each direction of each of its connections. */
final class Relay implements AutoCloseable {

  private final ServerSocket listener;
  private final int valkeyPort;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Connection> open = new CopyOnWriteArrayList<>();
  private final Map<Direction, Impairment> ofNewOnes = new EnumMap<>(Direction.class);

  Relay(int valkeyPort) {
    this.valkeyPort = valkeyPort;
    clear();
    try {
      listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  enum Direction {
    TO_VALKEY,
    FROM_VALKEY
  }

  /** A connection of the gateway, and that to Valkey which continues it. */
  private record Connection(Socket gateway, Socket valkey, Pipe toValkey, Pipe fromValkey) {

    Pipe pipe(Direction direction) {
      return direction == Direction.TO_VALKEY ? toValkey : fromValkey;
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Impairs that direction of all connections, of later ones as well. */
  synchronized void impairAll(Direction direction, Impairment with) {
    ofNewOnes.put(direction, with);
    open.forEach(connection -> connection.pipe(direction).impair(with));
  }

  /** Impairs that direction of one connection, if there is any. */
  synchronized void impairOne(int number, Direction direction, Impairment with) {
    one(number).forEach(connection -> connection.pipe(direction).impair(with));
  }

  synchronized void cutAll(Direction direction) {
    open.forEach(connection -> connection.pipe(direction).cut());
  }

  synchronized void cutOne(int number, Direction direction) {
    one(number).forEach(connection -> connection.pipe(direction).cut());
  }

  /** What was held passes, and all that comes. */
  synchronized void clear() {
    for (Direction direction : Direction.values()) {
      impairAll(direction, Impairment.NONE);
    }
  }

  private List<Connection> one(int number) {
    List<Connection> all = List.copyOf(open);
    return all.isEmpty() ? all : List.of(all.get(number % all.size()));
  }

  private void accept() {
    try {
      while (true) {
        connect(listener.accept());
      }
    } catch (IOException closed) {
      // With the relay.
    }
  }

  private void connect(Socket gateway) {
    try {
      Socket valkey = new Socket(listener.getInetAddress(), valkeyPort);
      gateway.setTcpNoDelay(true);
      valkey.setTcpNoDelay(true);
      join(gateway, valkey);
    } catch (IOException unreachable) {
      close(gateway);
    }
  }

  private synchronized void join(Socket gateway, Socket valkey) {
    Pipe toValkey = new Pipe(gateway, valkey, ofNewOne(Direction.TO_VALKEY));
    Pipe fromValkey = new Pipe(valkey, gateway, ofNewOne(Direction.FROM_VALKEY));
    Connection connection = new Connection(gateway, valkey, toValkey, fromValkey);
    open.add(connection);
    var unused =
        CompletableFuture.allOf(
                CompletableFuture.runAsync(toValkey, threads),
                CompletableFuture.runAsync(fromValkey, threads))
            .whenComplete((done, error) -> ended(connection));
  }

  private Impairment ofNewOne(Direction direction) {
    return ofNewOnes.getOrDefault(direction, Impairment.NONE);
  }

  private void ended(Connection connection) {
    open.remove(connection);
    close(connection.gateway());
    close(connection.valkey());
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // The descriptor is free all the same.
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(this::ended);
  }
}
