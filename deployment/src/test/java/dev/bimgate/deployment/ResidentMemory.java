package dev.bimgate.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has in memory, as Linux counts it (proc(5), {@code /proc/<pid>/status}).
 *
 * @param nowBytes resident now, {@code VmRSS}
 * @param peakBytes the most that ever was, {@code VmHWM}
 * @param anonymousBytes of what is now all but the pages of files, {@code RssAnon}: a container
 *     that is short of memory can give up the others
 */
public record ResidentMemory(long nowBytes, long peakBytes, long anonymousBytes) {

  public static ResidentMemory of(long pid) {
    String status = read(Path.of("/proc", Long.toString(pid), "status"));
    return new ResidentMemory(
        bytes(status, "VmRSS:"), bytes(status, "VmHWM:"), bytes(status, "RssAnon:"));
  }

  private static long bytes(String status, String name) {
    return status
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(kibibytes -> Long.parseLong(kibibytes) * 1024)
        .findFirst()
        .orElseThrow();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
