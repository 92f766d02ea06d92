package dev.bimgate.benchmarks.limits;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A TCP relay to Bimplus whose connections can die unnoticed, as behind a firewall. */
final class Relay implements AutoCloseable {

  private static final int BUFFER_BYTES = 16 * 1024;

  private final URI target;
  private final ServerSocket server;
  private final List<Link> links = new CopyOnWriteArrayList<>();

  /** What a dead connection does with the next bytes of the client. */
  enum Death {
    RESET,
    SILENCE
  }

  private static final class Link {
    private final Socket client;
    private final Socket bimplus;
    private volatile @Nullable Death death;

    Link(Socket client, Socket bimplus) {
      this.client = client;
      this.bimplus = bimplus;
    }
  }

  Relay(URI target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  URI api() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + target.getPath());
  }

  /** Kills all connections that are open now. */
  void kill(Death death) {
    links.forEach(link -> link.death = death);
  }

  private void accept() throws IOException {
    while (true) {
      Link link = new Link(server.accept(), new Socket(target.getHost(), target.getPort()));
      link.client.setTcpNoDelay(true);
      link.bimplus.setTcpNoDelay(true);
      links.add(link);
      start(() -> copyToBimplus(link));
      start(() -> copyToClient(link));
    }
  }

  private static void copyToBimplus(Link link) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    InputStream in = link.client.getInputStream();
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      if (link.death == null) {
        link.bimplus.getOutputStream().write(buffer, 0, count);
      } else if (link.death == Death.RESET) {
        link.client.setSoLinger(true, 0);
        link.client.close();
        return;
      }
    }
    link.bimplus.close();
  }

  private static void copyToClient(Link link) throws IOException {
    try (Socket closedAfterwards = link.client) {
      link.bimplus.getInputStream().transferTo(closedAfterwards.getOutputStream());
    }
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException closed) {
                // The end of a connection, or of the relay.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Link link : links) {
      link.client.close();
      link.bimplus.close();
    }
  }
}
