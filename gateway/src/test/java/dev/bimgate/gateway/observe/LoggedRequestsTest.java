package dev.bimgate.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.config.LoggedRequests;
import dev.bimgate.gateway.context.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LoggedRequestsTest {

  @ParameterizedTest
  @CsvSource({
    "CACHED, 200, false",
    "CACHED, 304, false",
    "CACHED_AFTER_FAILURE, 200, false",
    "UPSTREAM, 399, false",
    "UPSTREAM, 400, true",
    "REFUSED_CREDENTIAL, 401, true",
    "UPSTREAM, 500, true",
    "UPSTREAM_BROKEN, 200, true",
    "CLIENT_GONE, 200, true",
    "DRAINED, 200, true",
  })
  void errorsAreStatusesFrom400AndResponsesThatAreNotComplete(
      Outcome outcome, int status, boolean logged) {
    assertThat(RequestObserver.isLogged(LoggedRequests.ERRORS, outcome, status)).isEqualTo(logged);
  }

  @ParameterizedTest
  @EnumSource
  void allAndNoneDependOnNothing(Outcome outcome) {
    assertThat(RequestObserver.isLogged(LoggedRequests.ALL, outcome, 200)).isTrue();
    assertThat(RequestObserver.isLogged(LoggedRequests.NONE, outcome, 500)).isFalse();
  }
}
