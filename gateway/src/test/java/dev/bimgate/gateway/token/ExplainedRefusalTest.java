package dev.bimgate.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.token.diagnosis.TokenReport;
import dev.bimgate.gateway.token.result.RejectionReason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why a token was rejected, in the log at DEBUG. */
class ExplainedRefusalTest {

  private static final TestKey KEY = TestKey.rsa("rsa");

  private final Logger category = Logger.getLogger("dev.bimgate.gateway.token");
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Handler handler = new Lines();
  private final TokenMeters meters = new TokenMeters(new SimpleMeterRegistry());

  @BeforeEach
  void listen() {
    category.addHandler(handler);
    category.setLevel(Level.FINE);
  }

  @AfterEach
  void stopListening() {
    category.removeHandler(handler);
    category.setLevel(null);
  }

  @Test
  void theLineShowsReasonAndSettingAndNeitherTheTokenNorItsUser() {
    String token = TestToken.by(KEY).claim("azp", "other\napp").signed();

    explain(token);

    assertThat(lines)
        .singleElement()
        .asString()
        .startsWith("rejected: the app is not an authorized party (wrong_party); fix: ")
        .contains("app: other\\u000aapp")
        .doesNotContain("anna", token.substring(0, 20), token.substring(token.length() - 20));
  }

  @Test
  void atInfoNothingIsBuiltAndNothingIsLogged() {
    category.setLevel(Level.INFO);

    meters.explained(
        () -> {
          throw new AssertionError("built without being logged");
        });

    assertThat(lines).isEmpty();
  }

  private void explain(String token) {
    long now = TestClock.START_SECONDS * 1_000;
    meters.explained(
        () -> TokenReport.line(token, RejectionReason.WRONG_PARTY, TestGate.RULES, now));
  }

  private final class Lines extends Handler {

    Lines() {
      setLevel(Level.ALL);
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
