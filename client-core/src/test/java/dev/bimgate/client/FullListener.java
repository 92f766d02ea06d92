package dev.bimgate.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A listening port whose backlog is full, so that the kernel ignores further connections. */
final class FullListener implements AutoCloseable {

  private static final int MOST_WAITING = 16;
  private static final int UNANSWERED_MILLIS = 200;

  private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final List<Socket> waiting = new ArrayList<>();

  FullListener() throws IOException {
    while (isRoomForOneMore()) {
      if (waiting.size() > MOST_WAITING) {
        throw new IllegalStateException("the queue does not fill");
      }
    }
  }

  private boolean isRoomForOneMore() throws IOException {
    Socket socket = new Socket();
    waiting.add(socket);
    try {
      socket.connect(
          new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()),
          UNANSWERED_MILLIS);
      return true;
    } catch (SocketTimeoutException full) {
      return false;
    }
  }

  URI baseUrl() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/v2");
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : waiting) {
      socket.close();
    }
    listener.close();
  }
}
