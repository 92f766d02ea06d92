package dev.bimgate.deployment;

import dev.bimgate.sandbox.Download;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** A body made while it is read, of which a test can see how much has been taken. */
final class MadeBody extends InputStream {

  private final Download content;
  private final AtomicLong taken = new AtomicLong();

  MadeBody(Download content) {
    this.content = content;
  }

  long takenBytes() {
    return taken.get();
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    long from = taken.get();
    int count = (int) Math.min(length, content.lengthBytes() - from);
    if (count == 0 && length > 0) {
      return -1;
    }
    System.arraycopy(content.bytes(from, count), 0, target, offset, count);
    taken.addAndGet(count);
    return count;
  }
}
