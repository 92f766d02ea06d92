package dev.bimgate.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.HeardLog;
import dev.bimgate.gateway.token.result.KeyFetch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenMetersTest {

  private static final String CATEGORY = "dev.bimgate.gateway.token";

  private final TokenMeters meters = new TokenMeters(new SimpleMeterRegistry());

  @ParameterizedTest
  @CsvSource({
    "TIMED_OUT, timed_out",
    "BAD_STATUS, bad_status",
    "TOO_LARGE, too_large",
    "MALFORMED, malformed",
    "WRONG_ISSUER, wrong_issuer",
    "FORBIDDEN_ADDRESS, forbidden_address"
  })
  void aFetchThatBringsNoKeysIsLoggedWithItsResult(KeyFetch result, String cause) {
    try (HeardLog log = HeardLog.of(CATEGORY)) {
      meters.keysFetched(result);
      meters.keysFetched(result);

      assertThat(log.lines()).containsExactly("no keys from issuer: " + cause);
    }
  }

  @Test
  void anIssuerThatCannotBeReachedIsLoggedWithTheCauseAlone() {
    try (HeardLog log = HeardLog.of(CATEGORY)) {
      meters.issuerUnreachable(new IOException("Connection refused"));
      meters.keysFetched(KeyFetch.UNREACHABLE);

      assertThat(log.lines()).containsExactly("no connection to issuer: Connection refused");
    }
  }

  @Test
  void aFetchThatSucceedsIsNotLogged() {
    try (HeardLog log = HeardLog.of(CATEGORY)) {
      meters.keysFetched(KeyFetch.SUCCEEDED);

      assertThat(log.lines()).isEmpty();
    }
  }
}
