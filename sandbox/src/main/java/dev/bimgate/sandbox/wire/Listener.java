package dev.bimgate.sandbox.wire;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A loopback port that can be closed and opened again. */
public final class Listener {

  public static final String HOST = "127.0.0.1";

  private static final int HEAD_BYTES = 64 * 1024;
  private static final int BIND_ATTEMPTS = 100;
  private static final int BIND_PAUSE_MILLIS = 20;

  /** Ports chosen in this process: two servers on one port would share it, and its closing. */
  private static final Set<Integer> CHOSEN = ConcurrentHashMap.newKeySet();

  private final Vertx vertx;
  private final int port;
  private @Nullable Handler<HttpServerRequest> handler;
  private final Executor switches;
  private @Nullable HttpServer server;
  private int timesOff;

  /**
   * @param switches off the event loops, for switching that an event loop requested
   */
  public Listener(Vertx vertx, Executor switches, int port) {
    this.vertx = vertx;
    this.switches = switches;
    this.port = port == 0 ? freePort() : port;
  }

  public int port() {
    return port;
  }

  public synchronized void open(Handler<HttpServerRequest> requests) {
    handler = requests;
    switchOn();
  }

  public synchronized void switchOn() {
    if (server != null || handler == null) {
      return;
    }
    server = await(listen(handler, BIND_ATTEMPTS));
  }

  /** Opens the port; the system may release it a little after it was closed. */
  private Future<HttpServer> listen(Handler<HttpServerRequest> requests, int attempts) {
    return vertx
        .createHttpServer(options())
        .requestHandler(requests)
        .listen(port, HOST)
        .recover(
            failure ->
                failure instanceof BindException && attempts > 1
                    ? vertx
                        .timer(BIND_PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                        .compose(now -> listen(requests, attempts - 1))
                    : Future.failedFuture(failure));
  }

  public synchronized void switchOff() {
    if (server != null) {
      await(server.close());
      server = null;
      awaitRefusal();
    }
    timesOff++;
  }

  /** The system accepts connections until the selector releases the socket, a little later. */
  private void awaitRefusal() {
    for (int attempt = 0; attempt < BIND_ATTEMPTS && takesConnections(); attempt++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private boolean takesConnections() {
    try (Socket probe = new Socket(HOST, port)) {
      return probe.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  public synchronized boolean isOn() {
    return server != null;
  }

  /** Switches off soon and returns at once; on again after that time, unless that is 0. */
  void refuse(long millis) {
    switches.execute(() -> switchOffFor(millis));
  }

  /** Switches off, and on again after that time, unless it is 0 or it was switched since. */
  synchronized void switchOffFor(long millis) {
    switchOff();
    int now = timesOff;
    if (millis > 0) {
      CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, switches)
          .execute(() -> switchOnAgain(now));
    }
  }

  private synchronized void switchOnAgain(int since) {
    if (timesOff == since) {
      switchOn();
    }
  }

  public static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a port was switched", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("a port could not be switched: " + e.getMessage(), e);
    }
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setMaxInitialLineLength(HEAD_BYTES)
        .setMaxHeaderSize(HEAD_BYTES)
        .setHandle100ContinueAutomatically(false);
  }

  /** A free port below the ephemeral range: no outgoing connection takes it before it is opened. */
  public static int freePort() {
    for (int attempt = 0; attempt < 100; attempt++) {
      int candidate = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (ServerSocket probe = new ServerSocket()) {
        probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), candidate));
        if (CHOSEN.add(candidate)) {
          return candidate;
        }
      } catch (IOException taken) {
        // The next candidate may be free.
      }
    }
    throw new IllegalStateException("no free port on " + HOST);
  }
}
