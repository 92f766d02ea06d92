package dev.bimgate.gateway.token.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.token.result.KeyFetch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscoveryEndpointTest {

  @ParameterizedTest
  @CsvSource({
    "UNREACHABLE, 502",
    "TIMED_OUT, 504",
    "BAD_STATUS, 503",
    "TOO_LARGE, 502",
    "MALFORMED, 502",
    "WRONG_ISSUER, 502",
    "FORBIDDEN_ADDRESS, 502"
  })
  void withoutADocumentTheFailureOfItsFetchIsTheResponse(KeyFetch result, int status) {
    assertThat(DiscoveryEndpoint.problem(result).type().status()).isEqualTo(status);
  }
}
