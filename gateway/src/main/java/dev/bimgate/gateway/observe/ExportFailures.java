package dev.bimgate.gateway.observe;

import java.time.Duration;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.Level;

/**
 * What is logged of a collector that does not take spans: one line when that begins, not one for
 * each batch.
 */
public final class ExportFailures implements Filter {

  /** Without a failure for this time, the next one is another outage. */
  static final Duration QUIET = Duration.ofMinutes(5);

  private static final Logger EXPORTER =
      Logger.getLogger("io.opentelemetry.exporter.internal.http.HttpExporter");

  private long lastMillis = -QUIET.toMillis();

  /** Lets the exporter log the first failure of an outage alone. */
  public static void install() {
    EXPORTER.setFilter(new ExportFailures());
  }

  @Override
  public synchronized boolean isLoggable(LogRecord failure) {
    boolean first = failure.getMillis() - lastMillis >= QUIET.toMillis();
    lastMillis = failure.getMillis();
    failure.setLevel(Level.WARN);
    // The message has the cause; where in the exporter it occurred says nothing.
    failure.setThrown(null);
    return first;
  }
}
