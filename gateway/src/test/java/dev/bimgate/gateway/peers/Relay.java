package dev.bimgate.gateway.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between one gateway and Valkey: holds, or cuts, all connections. Without Vert.x, whose
 * servers validate HTTP in these tests as they do in the gateway.
 */
final class Relay implements AutoCloseable {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final ServerSocket server;
  private final int valkeyPort;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private boolean holds;

  Relay(int valkeyPort) {
    this.valkeyPort = valkeyPort;
    try {
      this.server = new ServerSocket(0, 50, HERE);
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
    run(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private static void run(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        join(server.accept());
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void join(Socket near) throws IOException {
    try {
      Socket far = new Socket(HERE, valkeyPort);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      sockets.addAll(List.of(near, far));
      run(() -> pass(near, far));
      run(() -> pass(far, near));
    } catch (IOException absent) {
      near.close();
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] bytes = new byte[1 << 16];
    try (from;
        to;
        InputStream input = from.getInputStream();
        OutputStream output = to.getOutputStream()) {
      for (int length = input.read(bytes); length >= 0; length = input.read(bytes)) {
        awaitRelease();
        output.write(bytes, 0, length);
      }
    } catch (IOException | InterruptedException cut) {
      // Both ends are closed.
    }
  }

  private synchronized void awaitRelease() throws InterruptedException {
    while (holds) {
      wait();
    }
  }

  /** From now on nothing passes, in either direction; nobody sees that. */
  synchronized void hold() {
    holds = true;
  }

  /** What was held passes, and all that comes. */
  synchronized void release() {
    holds = false;
    notifyAll();
  }

  void cut() {
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException closed) {
        // It is cut.
      }
    }
    sockets.clear();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException closed) {
      // Nobody connects any more.
    }
    release();
    cut();
  }
}
