package dev.bimgate.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.config.LogFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A log on a disk that is full, and then is not. */
class LostLinesTest {

  /** Fails for so many lines, the first time once the test says so; then it works. */
  private static final class FullDisk extends OutputStream {

    private static final int LINES = 5_001;

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private long failed;

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      begun.countDown();
      if (failed < LINES) {
        awaitRelease();
        String text = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        failed += text.lines().filter(line -> line.contains(" request id=")).count();
        throw new IOException("full");
      }
      taken.write(bytes, offset, length);
    }

    private void awaitRelease() throws IOException {
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
    }

    @Override
    public void write(int octet) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void eachLineOfABatchThatCouldNotBeWrittenIsCountedAsLost() throws Exception {
    FullDisk disk = new FullDisk();
    RequestLog log = new RequestLog(disk, LogFormat.TEXT, RequestLog.PAUSE);
    log.add(LogLineTest.plain());
    disk.begun.await();
    // Two more batches, as one holds 4,096 lines.
    for (int i = 1; i < FullDisk.LINES; i++) {
      log.add(LogLineTest.plain());
    }

    disk.released.countDown();
    log.close();

    assertThat(disk.taken.toString(StandardCharsets.ISO_8859_1))
        .matches("\\S+Z request log lost 5001 lines\n");
  }
}
