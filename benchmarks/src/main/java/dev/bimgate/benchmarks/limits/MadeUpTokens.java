package dev.bimgate.benchmarks.limits;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A flood of made-up legacy tokens from one address. It pipelines on few connections and reads
 * without a look at the responses, to leave the processor to what is measured.
 */
final class MadeUpTokens extends Thread {

  private static final int CONNECTIONS = 20;
  private static final String REQUEST =
      """
      GET /v2/teams HTTP/1.1\r
      Host: gateway.test\r
      X-Forwarded-For: 203.0.113.1\r
      Authorization: BimPlus %016x%016x\r
      \r
      """;

  private final URI gateway;
  private final Duration length;
  private final int perSecond;
  private final Random random = new Random(1);

  MadeUpTokens(URI gateway, Duration length, int perSecond) {
    this.gateway = gateway;
    this.length = length;
    this.perSecond = perSecond;
    setDaemon(true);
  }

  @Override
  public void run() {
    Socket[] connections = new Socket[CONNECTIONS];
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        connections[i] = new Socket(gateway.getHost(), gateway.getPort());
        discard(connections[i].getInputStream());
      }
      long start = System.nanoTime();
      for (int i = 0; i < length.toSeconds() * perSecond; i++) {
        LockSupport.parkNanos(start + TimeUnit.SECONDS.toNanos(i) / perSecond - System.nanoTime());
        String request = REQUEST.formatted(random.nextLong(), random.nextLong());
        connections[i % CONNECTIONS].getOutputStream().write(request.getBytes(ISO_8859_1));
      }
    } catch (IOException broken) {
      throw new IllegalStateException("the flood has ended early", broken);
    }
  }

  private static void discard(InputStream in) {
    Thread reader =
        new Thread(
            () -> {
              byte[] bytes = new byte[64 * 1024];
              try {
                while (in.read(bytes) >= 0) {
                  // The meters count the responses.
                }
              } catch (IOException closed) {
                // The end of the run.
              }
            });
    reader.setDaemon(true);
    reader.start();
  }
}
