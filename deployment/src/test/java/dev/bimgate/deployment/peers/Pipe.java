package dev.bimgate.deployment.peers;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** One direction of a connection: passes bytes on as well as it may. */
final class Pipe implements Runnable {

  private static final int BUFFER_BYTES = 16 * 1024;

  private final Socket from;
  private final Socket to;
  private Impairment impairment;
  private volatile boolean isCut;

  Pipe(Socket from, Socket to, Impairment impairment) {
    this.from = from;
    this.to = to;
    this.impairment = impairment;
  }

  synchronized void impair(Impairment with) {
    impairment = with;
    notifyAll();
  }

  /** Ends this direction: whoever reads from it sees its end, and what comes is lost. */
  void cut() {
    isCut = true;
    impair(Impairment.NONE);
    end();
  }

  /** Passes on everything until the end, and the end. */
  @Override
  public void run() {
    try {
      passAll();
      awaitRelease();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
    end();
  }

  private void passAll() throws InterruptedException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      InputStream in = from.getInputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        pass(buffer, length);
      }
    } catch (IOException closed) {
      // By either side; the other one sees it after this.
    }
  }

  private void pass(byte[] bytes, int length) throws IOException, InterruptedException {
    for (int passed = 0; passed < length && !isCut; ) {
      Impairment current = awaitRelease();
      Thread.sleep(current.pauseMillis());
      int piece = Math.min(current.pieceBytes(), length - passed);
      to.getOutputStream().write(bytes, passed, piece);
      passed += piece;
    }
  }

  private synchronized Impairment awaitRelease() throws InterruptedException {
    while (impairment.isHeld()) {
      wait();
    }
    return impairment;
  }

  private void end() {
    try {
      to.shutdownOutput();
    } catch (IOException ended) {
      // As it should be.
    }
  }
}
