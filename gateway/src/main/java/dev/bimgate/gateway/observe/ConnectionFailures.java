package dev.bimgate.gateway.observe;

import org.jboss.logging.Logger;

/**
 * Logs why no connection to a server can be opened: not each time that the same happens, and no
 * more than a line a second. Thread-safe.
 */
public final class ConnectionFailures {

  private static final int MAX_LOGGED_LENGTH = 300;
  private static final long INTERVAL_NANOS = 1_000_000_000;

  private final Logger log;
  private final String server;
  private String lastLogged = "";
  private long loggedAtNanos = System.nanoTime() - INTERVAL_NANOS;

  public ConnectionFailures(Logger log, String server) {
    this.log = log;
    this.server = server;
  }

  /** A connection was opened: the next failure is a new one. */
  public synchronized void opened() {
    lastLogged = "";
  }

  /** A connection was not opened. */
  public synchronized void failed(Throwable failure) {
    String shown = shown(failure);
    long now = System.nanoTime();
    if (!shown.equals(lastLogged) && now - loggedAtNanos >= INTERVAL_NANOS) {
      lastLogged = shown;
      loggedAtNanos = now;
      log.warnf("no connection to %s: %s", server, shown);
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
