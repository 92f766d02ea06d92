package dev.bimgate.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class ExportFailuresTest {

  private final ExportFailures failures = new ExportFailures();
  private final Instant began = Instant.parse("2026-01-05T08:00:00Z");

  @Test
  void anOutageIsLoggedOnce() {
    assertThat(isLogged(Duration.ZERO)).isTrue();
    assertThat(isLogged(Duration.ofSeconds(5))).isFalse();
    assertThat(isLogged(Duration.ofMinutes(4))).isFalse();
    assertThat(isLogged(Duration.ofMinutes(8))).isFalse();
  }

  @Test
  void theNextOutageIsLoggedAgain() {
    assertThat(isLogged(Duration.ZERO)).isTrue();
    assertThat(isLogged(ExportFailures.QUIET)).isTrue();
  }

  private boolean isLogged(Duration later) {
    LogRecord record = new LogRecord(Level.WARNING, "Failed to export spans.");
    record.setInstant(began.plus(later));
    return failures.isLoggable(record);
  }
}
