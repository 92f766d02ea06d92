package dev.bimgate.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.HeardLog;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

class ConnectionFailuresTest {

  private static final String CATEGORY = ConnectionFailuresTest.class.getName();

  private final AtomicLong nanos = new AtomicLong();
  private final ConnectionFailures failures =
      new ConnectionFailures(Logger.getLogger(CATEGORY), "issuer", nanos::get);

  @Test
  void eachChangeOfTheCauseIsLoggedOnce() {
    try (HeardLog log = HeardLog.of(CATEGORY)) {
      fail("late");
      fail("late");
      failures.failed(new IOException("refused"));
      later();
      failures.failed(new IOException("refused"));
      fail("late");

      assertThat(log.lines()).containsExactly("late", "no connection to issuer: refused", "late");
    }
  }

  @Test
  void theSameCauseIsLoggedAgainAfterASuccess() {
    try (HeardLog log = HeardLog.of(CATEGORY)) {
      fail("late");
      failures.opened();
      fail("late");

      assertThat(log.lines()).containsExactly("late", "late");
    }
  }

  @Test
  void causesThatAlternateQuicklyCauseOneLineASecond() {
    try (HeardLog log = HeardLog.of(CATEGORY)) {
      failures.log("late");
      failures.log("malformed");
      failures.log("late");
      fail("malformed");

      assertThat(log.lines()).containsExactly("late");
    }
  }

  private void fail(String line) {
    failures.log(line);
    later();
  }

  private void later() {
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
  }
}
