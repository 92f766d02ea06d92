package dev.bimgate.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.client.UpstreamException;
import dev.bimgate.client.UpstreamFailure;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemRulesTest {

  @ParameterizedTest
  @CsvSource({
    "UNREACHABLE, 502",
    "DISCONNECTED, 502",
    "MALFORMED, 502",
    "CANCELLED, 502",
    "SHARE_USED, 429",
    "POOL_EXHAUSTED, 503",
    "UNAVAILABLE, 503",
    "TIMEOUT, 504",
    "STALLED, 504"
  })
  void anUpstreamFailureHasThisStatus(UpstreamFailure failure, int status) {
    assertThat(problemOf(failure).type().status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"POOL_EXHAUSTED, 1", "SHARE_USED, 1", "UNAVAILABLE, 5"})
  void whatWasNeverSentHasRetryAfter(UpstreamFailure failure, String seconds) {
    assertThat(problemOf(failure).fields()).containsEntry("Retry-After", seconds);
  }

  @Test
  void anInternalErrorRevealsNothing() {
    Problem problem = UpstreamProblem.of(new IllegalStateException("db-password"));

    assertThat(problem.type()).isEqualTo(ProblemType.INTERNAL);
    assertThat(problem.detail()).doesNotContain("password");
  }

  @ParameterizedTest
  @EnumSource(ProblemType.class)
  void everyTypeHasAnAbsoluteUriATitleAndAnErrorStatus(ProblemType type) {
    assertThat(type.uri()).matches("urn:bimgate:problem:[a-z-]+");
    assertThat(type.title()).isNotBlank();
    assertThat(type.status()).isBetween(400, 599);
  }

  private static Problem problemOf(UpstreamFailure failure) {
    return UpstreamProblem.of(new CompletionException(new UpstreamException(failure)));
  }
}
