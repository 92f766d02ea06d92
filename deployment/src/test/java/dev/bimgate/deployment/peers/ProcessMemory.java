package dev.bimgate.deployment.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * All memory that a process may write, one region after the other (proc(5), {@code maps} and {@code
 * mem}). A parent may read that of its child.
 */
final class ProcessMemory extends InputStream {

  /** From the first address to the one before the second. */
  private record Region(long from, long to) {}

  private final RandomAccessFile memory;
  private final Queue<Region> regions = new ArrayDeque<>();
  private long at;
  private long end;

  ProcessMemory(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/maps"))) {
      String[] fields = line.split("[- ]");
      if (fields[2].startsWith("rw")) {
        regions.add(new Region(Long.parseLong(fields[0], 16), Long.parseLong(fields[1], 16)));
      }
    }
    this.memory = new RandomAccessFile("/proc/" + pid + "/mem", "r");
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (at == end) {
      Region next = regions.poll();
      if (next == null) {
        return -1;
      }
      at = next.from();
      end = next.to();
      memory.seek(at);
    }
    int read = memory.read(into, offset, (int) Math.min(length, end - at));
    at += read;
    return read;
  }

  @Override
  public void close() throws IOException {
    memory.close();
  }
}
