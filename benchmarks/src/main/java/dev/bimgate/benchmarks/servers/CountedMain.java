package dev.bimgate.benchmarks.servers;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts a program whose {@link Counters} can be read, and plants a slowdown in it if there is an
 * argument for that.
 */
public final class CountedMain {

  private static final String SLOWED_BY_PERCENT = "planted-slowdown.percent";
  private static final long PAUSE_NANOS = 5_000_000;

  private CountedMain() {}

  /**
   * The JVM argument that plants a slowdown: a thread that uses a share of the processor time of
   * all other threads.
   */
  public static String slowedBy(int percent) {
    return "-D" + SLOWED_BY_PERCENT + "=" + percent;
  }

  /** Takes the main class. */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    Counters.serve();
    int percent = Integer.getInteger(SLOWED_BY_PERCENT, 0);
    if (percent > 0) {
      Thread thread = new Thread(() -> work(percent / 100.0), "planted-slowdown");
      thread.setDaemon(true);
      thread.start();
    }
    Class.forName(arguments[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[0]);
  }

  /** What the others have used since the last pause is what counts, so that it is even. */
  private static void work(double share) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long others = 0;
    while (true) {
      LockSupport.parkNanos(PAUSE_NANOS);
      long own = threads.getCurrentThreadCpuTime();
      long now = Counters.ofThisJvm().cpuNanos();
      double enough = own + share * (now - others);
      others = now;
      while (threads.getCurrentThreadCpuTime() < enough) {
        Thread.onSpinWait();
      }
    }
  }
}
