package dev.bimgate.deployment.faults;

import dev.bimgate.deployment.ResidentMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process holds, as Linux counts it (proc(5)).
 *
 * @param descriptors open files and sockets
 * @param residentBytes memory that is in use
 */
record ProcessUse(long descriptors, long threads, long residentBytes) {

  static ProcessUse of(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    return new ProcessUse(
        entries(process.resolve("fd")),
        entries(process.resolve("task")),
        ResidentMemory.of(pid).nowBytes());
  }

  /** What has been added since. */
  ProcessUse since(ProcessUse before) {
    return new ProcessUse(
        descriptors - before.descriptors,
        threads - before.threads,
        residentBytes - before.residentBytes);
  }

  private static long entries(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
