package dev.bimgate.gateway.observe;

import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Logs why no connection to a server can be opened, or why one is of no use: not each time that the
 * same happens, and no more than a line a second. Thread-safe.
 */
public final class ConnectionFailures {

  private static final int MAX_LOGGED_LENGTH = 300;
  private static final long INTERVAL_NANOS = 1_000_000_000;

  private final Logger log;
  private final String server;
  private final LongSupplier nanoTime;
  private String lastLogged = "";
  private long loggedAtNanos;

  public ConnectionFailures(Logger log, String server) {
    this(log, server, System::nanoTime);
  }

  ConnectionFailures(Logger log, String server, LongSupplier nanoTime) {
    this.log = log;
    this.server = server;
    this.nanoTime = nanoTime;
    this.loggedAtNanos = nanoTime.getAsLong() - INTERVAL_NANOS;
  }

  /** A connection was opened, or was of use: the next failure is a new one. */
  public synchronized void opened() {
    lastLogged = "";
  }

  /** A connection was not opened. */
  public void failed(Throwable failure) {
    log("no connection to " + server + ": " + shown(failure));
  }

  /** Logs a line that says why an open connection is of no use. */
  public synchronized void log(String line) {
    long now = nanoTime.getAsLong();
    if (!line.equals(lastLogged) && now - loggedAtNanos >= INTERVAL_NANOS) {
      lastLogged = line;
      loggedAtNanos = now;
      log.warn(line);
    }
  }

  private static String shown(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String top = String.valueOf(failure.getMessage());
    String bottom = String.valueOf(root.getMessage());
    String text = top.contains(bottom) ? top : top + ": " + bottom;
    // The server may have written it.
    String line = text.replaceAll("[^\\x20-\\x7e]", "_");
    return line.substring(0, Math.min(line.length(), MAX_LOGGED_LENGTH));
  }
}
