package dev.bimgate.gateway.observe;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Resident memory of the process and its limit: what the kernel kills it for, and no meter of the
 * JVM shows.
 */
@Singleton
final class ProcessMemory implements MeterBinder {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("process.memory.resident", this, memory -> residentBytes())
        .description("Resident memory of the process; NaN except on Linux")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("process.memory.limit", system, OperatingSystemMXBean::getTotalMemorySize)
        .description("Memory limit of the process: its container's, or the machine's memory")
        .baseUnit("bytes")
        .register(registry);
  }

  /** {@code VmRSS} of proc(5), which is in KiB whatever the page size. */
  private static double residentBytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(RESIDENT)) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024.0;
        }
      }
    } catch (IOException notLinux) {
      return Double.NaN;
    }
    return Double.NaN;
  }
}
