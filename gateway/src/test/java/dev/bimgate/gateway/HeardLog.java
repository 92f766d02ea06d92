package dev.bimgate.gateway;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The lines that one category logs while this is open. */
public final class HeardLog extends Handler implements AutoCloseable {

  private final SimpleFormatter formatter = new SimpleFormatter();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger category;

  private HeardLog(Logger category) {
    this.category = category;
  }

  /** Listens to a category and those below it. */
  public static HeardLog of(String category) {
    HeardLog heard = new HeardLog(Logger.getLogger(category));
    heard.category.addHandler(heard);
    return heard;
  }

  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord record) {
    lines.add(formatter.formatMessage(record));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    category.removeHandler(this);
  }
}
