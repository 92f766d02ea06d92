package dev.bimgate.gateway.observe;

import dev.bimgate.gateway.config.LogFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The log of requests, one line each, written in batches by a thread of its own so that the event
 * loops neither format nor wait for the disk.
 *
 * <p>A log that cannot keep up loses lines and says how many; it never delays a response.
 */
public final class RequestLog implements AutoCloseable {

  /** How long lines are collected for one write. */
  public static final Duration PAUSE = Duration.ofMillis(20);

  private static final int CAPACITY = 1 << 16;
  private static final int BATCH = 1 << 12;

  /** What a pipe takes as a whole (PIPE_BUF of Linux), whatever other loggers write meanwhile. */
  private static final int MAX_WRITE_BYTES = 4_096;

  private final BlockingQueue<EndedRequest> waiting = new ArrayBlockingQueue<>(CAPACITY);
  private final AtomicLong lost = new AtomicLong();
  private final OutputStream out;
  private final long pauseNanos;
  private final LogLine line;
  private final StringBuilder next = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private long requestsInText;
  private byte[] bytes = new byte[MAX_WRITE_BYTES];
  private char[] chars = new char[MAX_WRITE_BYTES];
  private final List<EndedRequest> batch = new ArrayList<>(BATCH);
  private final Thread writer;
  private volatile boolean closed;

  /**
   * @param out where the lines go; not closed here
   * @param format of the lines
   * @param pause how long lines are collected, at most
   */
  public RequestLog(OutputStream out, LogFormat format, Duration pause) {
    this.out = out;
    this.line = new LogLine(format == LogFormat.JSON ? LineForm.JSON : LineForm.TEXT);
    this.pauseNanos = pause.toNanos();
    this.writer = new Thread(this::writeUntilClosed, "request-log");
    writer.setDaemon(true);
    writer.start();
  }

  void add(EndedRequest request) {
    if (!waiting.offer(request)) {
      lost.incrementAndGet();
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(writer);
    try {
      writer.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeUntilClosed() {
    while (!closed || !waiting.isEmpty()) {
      if (writeBatch() < BATCH && !closed) {
        LockSupport.parkNanos(pauseNanos);
      }
    }
    // Reports the lines that the last batches lost.
    writeBatch();
  }

  private int writeBatch() {
    int count = waiting.drainTo(batch, BATCH);
    for (EndedRequest request : batch) {
      line.append(next, request);
      addNext(1);
    }
    batch.clear();
    long missing = lost.getAndSet(0);
    if (missing > 0) {
      line.appendLost(next, missing);
      addNext(missing);
    }
    writeText();
    return count;
  }

  /**
   * Adds a line to the text, which is written before if both together are too long.
   *
   * @param requests how many are lost with the line
   */
  private void addNext(long requests) {
    if (text.length() + next.length() > MAX_WRITE_BYTES) {
      writeText();
    }
    text.append(next);
    next.setLength(0);
    requestsInText += requests;
  }

  private void writeText() {
    int length = text.length();
    if (length == 0) {
      return;
    }
    if (bytes.length < length) {
      bytes = new byte[length];
      chars = new char[length];
    }
    text.getChars(0, length, chars, 0);
    for (int i = 0; i < length; i++) {
      // Lines are ASCII.
      bytes[i] = (byte) chars[i];
    }
    try {
      out.write(bytes, 0, length);
      out.flush();
    } catch (IOException unwritable) {
      // There is nowhere left to report it; the meters still count every request.
      lost.addAndGet(requestsInText);
    }
    text.setLength(0);
    requestsInText = 0;
  }
}
