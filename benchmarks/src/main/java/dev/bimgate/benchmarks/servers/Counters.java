package dev.bimgate.benchmarks.servers;

import com.sun.management.ThreadMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The counters of the Java threads of a JVM at one time. The threads of the JVM itself (compilers,
 * GC) do not count, nor the one that serves the counters.
 *
 * @param cpuNanos processor time of the threads that are alive
 * @param bytes allocated by them
 */
public record Counters(long cpuNanos, long bytes) {

  private static final String PORT = "counters.port";

  /** The JVM argument by which a server has a page with its counters. */
  public static String argument(int port) {
    return "-D" + PORT + "=" + port;
  }

  /** Reads the counters of another JVM on this machine. */
  public static Counters read(int port) throws IOException, InterruptedException {
    String[] words =
        Http.text(URI.create("http://" + ServerProcess.HOST + ":" + port + "/")).split(" ", -1);
    return new Counters(Long.parseLong(words[0]), Long.parseLong(words[1]));
  }

  /** What has been used since an earlier time. */
  public Counters since(Counters earlier) {
    return new Counters(cpuNanos - earlier.cpuNanos, bytes - earlier.bytes);
  }

  /** Opens the page of this JVM, if it was started with {@link #argument}. */
  static void serve() throws IOException {
    Integer port = Integer.getInteger(PORT);
    if (port != null) {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.createContext("/", Counters::answer);
      server.start();
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    Counters counters = ofThisJvm();
    byte[] page =
        (counters.cpuNanos() + " " + counters.bytes()).getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(200, page.length);
    exchange.getResponseBody().write(page);
    exchange.close();
  }

  /** The counters of all threads but this one. */
  static Counters ofThisJvm() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long own = Thread.currentThread().getId();
    long[] others = Arrays.stream(threads.getAllThreadIds()).filter(id -> id != own).toArray();
    return new Counters(
        sum(threads.getThreadCpuTime(others)), sum(threads.getThreadAllocatedBytes(others)));
  }

  /** A thread that has ended meanwhile has the value -1. */
  private static long sum(long[] values) {
    return Arrays.stream(values).filter(value -> value > 0).sum();
  }
}
