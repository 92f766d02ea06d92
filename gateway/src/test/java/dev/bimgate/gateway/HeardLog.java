package dev.bimgate.gateway;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** The lines that one category logs while this is open. */
public final class HeardLog extends Handler implements AutoCloseable {

  private final SimpleFormatter formatter = new SimpleFormatter();
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final Logger category;
  private final @Nullable Level levelBefore;

  private HeardLog(Logger category) {
    this.category = category;
    this.levelBefore = category.getLevel();
  }

  /** Listens to a category and those below it. */
  public static HeardLog of(String category) {
    HeardLog heard = new HeardLog(Logger.getLogger(category));
    heard.category.addHandler(heard);
    return heard;
  }

  /** As {@link #of}, down to DEBUG. */
  public static HeardLog atDebug(String category) {
    HeardLog heard = of(category);
    heard.category.setLevel(Level.FINE);
    return heard;
  }

  public List<String> lines() {
    return records.stream().map(formatter::formatMessage).toList();
  }

  /** The exceptions logged above TRACE, whose stack traces are written. */
  public List<Throwable> thrown() {
    return records.stream()
        .filter(record -> record.getLevel().intValue() >= Level.FINE.intValue())
        .map(LogRecord::getThrown)
        .filter(Objects::nonNull)
        .toList();
  }

  @Override
  public void publish(LogRecord record) {
    records.add(record);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    category.removeHandler(this);
    category.setLevel(levelBefore);
  }
}
